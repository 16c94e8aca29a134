// Searches and filters the list of fiches. Its data are scripts, since a page of a disk may fetch nothing; they
// come once the page is there. Without this script the list is whole, page by page.
(() => {
  const formulaire = document.getElementById("filtres");
  const etat = document.getElementById("etat");
  const trouvees = document.getElementById("trouvees");
  const toutes = document.getElementById("toutes");
  const par = 50;
  const champ = Object.fromEntries(
    ["mots", "public", "territoire", "axe", "critere", "periode"].map((nom) => [nom, document.getElementById(`f-${nom}`)]),
  );
  const fiches = [];
  let grille = { axes: [], criteres: [] };
  let axes = new Map();
  let pret;
  let montrees = par;

  const plat = (texte) => texte.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[’']/g, " ");

  globalThis.utiliteGrille = (recue) => {
    grille = recue;
    axes = new Map(grille.criteres.map(([id, , axe]) => [id, axe]));
  };
  globalThis.utiliteFiches = (recues) => {
    for (const [id, titre, acteurs, periode, territoire, publics, annees, criteres, brouillon] of recues) {
      const texte = plat([titre, acteurs.join(" "), periode, territoire, publics.join(" ")].join(" "));
      fiches.push({ id, titre, acteurs, periode, territoire, publics, annees, criteres, brouillon, texte });
    }
  };

  const charge = (adresse) => new Promise((fini, rate) => {
    const script = document.createElement("script");
    Object.assign(script, { src: adresse, onload: fini, onerror: rate });
    document.head.append(script);
  });

  const options = (liste, valeurs) => {
    for (const [valeur, nom] of valeurs) liste.add(new Option(nom, valeur));
  };

  const dites = (nom) => {
    const vues = [...new Set(fiches.flatMap((f) => f[nom]))].filter(Boolean);
    return vues.sort((a, b) => a.localeCompare(b, "fr", { numeric: true })).map((v) => [v, v]);
  };

  const prepare = () => {
    pret ??= Promise.all(formulaire.dataset.donnees.split(" ").map(charge)).then(() => {
      fiches.sort((a, b) => a.titre.localeCompare(b.titre, "fr"));
      options(champ.public, dites("publics"));
      options(champ.territoire, dites("territoire"));
      options(champ.periode, dites("annees").reverse());
      options(champ.axe, grille.axes);
      options(champ.critere, grille.criteres.map(([id, titre]) => [id, titre]));
    });
    return pret;
  };

  const convient = (f, voulu) => {
    const mots = plat(voulu.mots).split(/\s+/).filter(Boolean);
    return mots.every((mot) => f.texte.includes(mot))
      && (!voulu.public || f.publics.includes(voulu.public))
      && (!voulu.territoire || f.territoire === voulu.territoire)
      && (!voulu.periode || f.annees.includes(voulu.periode))
      && (!voulu.critere || f.criteres.includes(voulu.critere))
      && (!voulu.axe || f.criteres.some((c) => axes.get(c) === voulu.axe));
  };

  const balise = (nom, contenu, classe) => {
    const element = document.createElement(nom);
    if (classe) element.className = classe;
    element.append(...[contenu].flat());
    return element;
  };

  const ligne = (f) => {
    const lien = balise("a", f.titre, "titre");
    lien.href = `fiche/${f.id}.html`;
    const faits = [f.acteurs.join(", "), f.periode, f.territoire].filter(Boolean).join(" · ");
    const dit = balise("p", f.brouillon ? [`${faits} · `, balise("strong", "brouillon")] : faits, "propre");
    return balise("li", [lien, dit, ...(f.publics.length ? [balise("p", `Pour : ${f.publics.join(", ")}`, "propre")] : [])]);
  };

  const montre = () => {
    const voulu = Object.fromEntries(Object.entries(champ).map(([nom, c]) => [nom, c.value.trim()]));
    const cherche = Object.values(voulu).some(Boolean);
    trouvees.hidden = !cherche;
    toutes.hidden = cherche;
    trouvees.replaceChildren();
    etat.textContent = "";
    if (!cherche) return;
    const bonnes = fiches.filter((f) => convient(f, voulu));
    etat.textContent = bonnes.length === 0 ? "Aucune fiche ne répond à tout cela : retirez un filtre, ou un mot."
      : bonnes.length === 1 ? "1 fiche trouvée." : `${bonnes.length} fiches trouvées.`;
    trouvees.append(balise("ul", bonnes.slice(0, montrees).map(ligne), "fiches"));
    if (bonnes.length > montrees) {
      const bouton = balise("button", "Montrer la suite");
      bouton.type = "button";
      bouton.addEventListener("click", () => {
        const rang = montrees;
        montrees += par;
        montre();
        trouvees.querySelectorAll(".titre")[rang].focus();
      });
      trouvees.append(bouton);
    }
  };

  const change = () => {
    montrees = par;
    etat.textContent = "La liste arrive…";
    prepare().then(montre).catch(() => { etat.textContent = "La liste n'est pas arrivée : rechargez la page."; });
  };

  formulaire.hidden = false;
  formulaire.addEventListener("submit", (evenement) => evenement.preventDefault());
  formulaire.addEventListener("input", change);
  formulaire.addEventListener("reset", () => setTimeout(change));
  (globalThis.requestIdleCallback ?? setTimeout)(prepare); // the page is read first; a list that opens is filled
})();
