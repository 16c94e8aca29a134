// The page of `utilite edit`: the server that serves it checks, renders and saves; nothing is kept in the browser.
"use strict";

Object.assign(magasin, {
  tout: true,
  base: D.base,                              // the file as it was opened or last saved
  enregistre: JSON.stringify(D.etat),
  coupe: "",                                 // why the server has not answered
  coupePar: "",                              // what was refused, if anything was
  ailleurs: false,                           // whether the file has changed since
  differe: null,                             // what is to be chosen
  dit: "",
});

const modifie = () => JSON.stringify(magasin.etat) !== magasin.enregistre;

async function appelle(quoi, corps) {
  try {
    const reponse = await fetch(D.serveur + quoi, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(corps), credentials: "omit", redirect: "error" });
    if (!reponse.ok) throw new Error((await reponse.text()).trim());
    const rendu = await reponse.json();
    if (rendu.refus) throw new Error(rendu.refus);
    if (!magasin.coupePar || magasin.coupePar === quoi) magasin.coupe = "";   // a check says nothing of a save refused
    return rendu;
  } catch (erreur) {
    magasin.coupe = erreur instanceof TypeError
      ? "Le programme ne répond plus : il a sans doute été arrêté. Relancez « utilite edit » ; avant de fermer cette page, gardez vos réponses dans un fichier."
      : erreur.message;
    magasin.coupePar = erreur instanceof TypeError ? "" : quoi;
    dessine();
    throw erreur;
  }
}

async function ouvreLesControles() { /* the server is there already */ }

// What is asked as of the worker, one question at a time: only the last one that waits is worth an answer.
let file = Promise.resolve();
let derniere = 0;

function demande(quoi, { avec: [etat, modele] }) {
  if (quoi === "document") return appelle("document", { etat: JSON.parse(etat), modele }).then((rendu) => rendu.html);
  derniere += 1;
  const rang = derniere;
  file = file.then(() => (rang === derniere ? verdict(etat, modele) : connu()));
  return file;
}

// Where the server is silent, what was known still stands.
const connu = () => JSON.stringify(magasin.verdict || { nom: "", fichiers: [], rubriques: [], constats: [] });

async function verdict(etat, modele) {
  try {
    const rendu = await appelle("verifie", { etat: JSON.parse(etat), modele });
    magasin.ailleurs = rendu.empreinte !== magasin.base.empreinte;
    return JSON.stringify(rendu);
  } catch {
    return connu();
  }
}

function sauve() { if (modifie()) { magasin.dit = ""; dessine(); } }
function retrouve() { return false; }

addEventListener("beforeunload", (e) => { if (modifie()) e.preventDefault(); });
addEventListener("keydown", (e) => {
  if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === "s") { e.preventDefault(); enregistre(); }
});
addEventListener("focus", () => verifie());

let enCours = false;

async function enregistre(avec = {}) {
  if (enCours) return;
  enCours = true;
  const etat = magasin.etat;
  try {
    const rendu = await appelle("enregistre", { etat, base: magasin.base.texte, ...avec });
    if (rendu.ecarts || rendu.disparue) {
      magasin.differe = rendu;
      magasin.ailleurs = true;
      dessine();
      requestAnimationFrame(() => document.getElementById("differe").focus());
    } else {
      retient(rendu, etat, Boolean(avec.choix));
    }
  } catch { /* said already */ } finally { enCours = false; }
}

// What was saved is what the next save starts from; what was typed meanwhile stays.
function retient(rendu, envoye, choisi) {
  let etat = magasin.etat;
  const depuis = etat !== envoye;
  if (choisi) etat = { nom: rendu.nom, acteur: null, fiche: rendu.fiche };
  else {
    for (const [route, nom] of rendu.ids) if (!depuis) etat = change(etat, ["fiche", ...route, "id"], nom);
    if (rendu.ecrits.length > 1) {
      const [, neuf] = rendu.ecrits;
      D.acteurs.push({ id: neuf.slice(8, -5), titre: envoye.acteur.identite.nom });
      etat = { ...etat, acteur: null, fiche: { ...etat.fiche, acteurs: rendu.fiche.acteurs } };
    }
    etat = { ...etat, nom: rendu.nom };
  }
  const heure = new Date().toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" });
  Object.assign(magasin, {
    etat, base: { texte: rendu.texte, empreinte: rendu.empreinte }, differe: null, ailleurs: false,
    enregistre: depuis ? "" : JSON.stringify(etat), dit: `Enregistré dans ${rendu.ecrits.join(" et ")} à ${heure}.`,
  });
  history.replaceState(null, "", `${D.serveur}fiche/${rendu.nom}`);
  dessine();
  verifie();
}

function recharge() {
  magasin.enregistre = JSON.stringify(magasin.etat);   // what is here is given up: no question at the door
  location.reload();
}

const oublie = recharge;

const Enregistrer = () => html`<button type="button" class="fort" onClick=${() => enregistre()}>Enregistrer</button>`;

function Avis() {
  return html`
    ${magasin.coupe && html`<p class="avis alerte" role="alert">${fine(magasin.coupe)}</p>`}
    ${magasin.differe && (magasin.differe.disparue ? html`<${Disparue} />` : html`<${Differe} key=${magasin.differe.vue} />`)}
    ${magasin.ailleurs && !magasin.differe && html`<div class="avis alerte" role="alert">
      <p>Le fichier de cette fiche a changé ailleurs\u00a0: dans une autre fenêtre, dans un éditeur de texte ou par git.</p>
      <div class="boutons">${modifie()
        ? html`<button type="button" onClick=${() => enregistre()}>Voir ce qui diffère</button>`
        : html`<button type="button" onClick=${recharge}>Lire le fichier à nouveau</button>`}</div></div>`}
    ${D.prive && html`<p class="aide prive">${fine("Un fichier de prive/ complète cette fiche : ce qu'il ajoute ne paraît ni ici ni dans le document, et n'est jamais copié dans fiches/.")}</p>`}`;
}

function Disparue() {
  return html`<section class="avis alerte" aria-labelledby="differe">
    <h2 id="differe" tabindex="-1">Le fichier n'est plus là</h2>
    <p>Il a été effacé ou renommé depuis que cette page est ouverte. Vos réponses sont toujours ici.</p>
    <div class="boutons"><button type="button" class="fort" onClick=${() => enregistre({ base: "" })}>L'écrire à nouveau</button>
      <a class="bouton" href=${D.serveur}>Voir la liste des fiches</a></div></section>`;
}

// Two versions of the same fiche: what differs, field by field, and which to keep.
function Differe() {
  const { ecarts, vue } = magasin.differe;
  const [choix, choisit] = useState(ecarts.map((e) => e.change));
  const [manque, dit] = useState(false);
  const tous = (cote) => choisit(ecarts.map(() => cote));
  const fait = () => {
    if (choix.some((c) => !c)) { dit(true); return; }
    enregistre({ vue, choix: ecarts.map((e, rang) => [e.route, choix[rang]]) });
  };
  return html`<section class="avis alerte differe" aria-labelledby="differe">
    <h2 id="differe" tabindex="-1">Cette fiche a aussi changé ailleurs</h2>
    <p>${COMPTE(ecarts.length, "réponse")} ${ecarts.length > 1 ? "diffèrent" : "diffère"} entre cette page et le fichier. Rien n'est perdu\u00a0: choisissez, puis enregistrez.</p>
    <div class="boutons">
      <button type="button" onClick=${() => tous("mienne")}>Garder toutes les miennes</button>
      <button type="button" onClick=${() => tous("autre")}>Prendre toutes celles du fichier</button></div>
    ${ecarts.map((e, rang) => html`<fieldset class="ecart" key=${cle(e.route)}>
      <legend>${titreDe(e.route)} <span class="note">${{ mienne: "réponse changée ici", autre: "réponse changée ailleurs", "": "réponse changée des deux côtés" }[e.change]}</span></legend>
      ${[["mienne", "Ici"], ["autre", "Dans le fichier"]].map(([cote, ou_]) => html`<label class="option" key=${cote}>
        <input type="radio" name=${`ecart-${rang}`} checked=${choix[rang] === cote} onChange=${() => choisit(choix.map((c, i) => (i === rang ? cote : c)))} />
        <span><strong>${ou_}\u00a0:</strong> <span class="valeur">${e[cote] || "rien"}</span></span></label>`)}
    </fieldset>`)}
    ${manque && choix.some((c) => !c) && html`<p class="constat error" role="alert">Il reste une réponse à choisir.</p>`}
    <div class="boutons"><button type="button" class="fort" onClick=${fait}>Enregistrer ce choix</button>
      <button type="button" onClick=${() => { magasin.differe = null; dessine(); }}>Plus tard</button></div>
  </section>`;
}

// The title of the nearest field that the page has for a route of the file.
function titreDe(route) {
  const ancres = new Map([...document.querySelectorAll("[data-route]")].map((e) => [e.dataset.route, e]));
  for (let ici = ["fiche", ...route]; ici.length > 1; ici = ici.slice(0, -1)) {
    if (ancres.has(cle(ici))) return ou({ ancre: cle(ici), genre: "fiche" });
  }
  return { utilite_sociale: "Critères", criteres_propres: "Critères à vous" }[route[0]] || String(route.at(-1));
}

function Rangement() {
  const ouvre = async (e) => {
    try {
      const lu = JSON.parse(await e.target.files[0].text());
      if (!lu.etat.fiche) throw new Error("autre chose");
      pose(["fiche"], lu.etat.fiche);
      pose(["acteur"], lu.etat.acteur || null);
      magasin.dit = "Vos réponses sont là : relisez, puis enregistrez.";
    } catch {
      magasin.dit = "Ce fichier n'est pas un travail gardé avec ce formulaire.";
    }
    e.target.value = "";
    dessine();
  };
  return html`<div class="travail">
    <${Enregistrer} />
    <p role="status" class="statut">${magasin.dit}</p>
    <a class="bouton" href=${D.serveur}>Toutes les fiches</a>
    <details class="plus"><summary>Une copie à part</summary>
      <button type="button" onClick=${() => telecharge(`${magasin.etat.nom || "ma-fiche"}.travail.json`, JSON.stringify({ version: Q.version, etat: magasin.etat }, null, 1), "application/json")}>Garder mes réponses dans un fichier</button>
      <label class="bouton">Reprendre un fichier<input type="file" accept=".json,application/json" onChange=${ouvre} /></label></details>
  </div>`;
}

// The document beside the form.
function Cote() {
  const cadre = useRef(null);
  const [manque, rate] = useState("");
  const derniere = magasin.etape === ETAPES.length - 1;
  useEffect(() => {
    if (!magasin.verdict || !cadre.current || cadre.current.offsetParent === null) return;
    prepare().then(() => { rate(""); if (magasin.document) montre(cadre.current, magasin.document); }, (e) => rate(e.message));
  }, [magasin.verdict, derniere]);
  const titre = D.prive ? "Le document, sans ce qui est privé" : "Le document";
  return html`<aside class=${derniere ? "cote derniere" : "cote"} aria-label="Le document">
    <div class="barre"><h2>${titre}</h2>
      <button type="button" class="mince" onClick=${() => cadre.current.contentWindow.print()}>Imprimer</button>
      <button type="button" class="mince" disabled=${!magasin.document} onClick=${() => telecharge(`${magasin.verdict.nom}.html`, magasin.document, "text/html")}>Télécharger</button></div>
    ${manque && html`<p class="avis">Le document n'a pas pu être préparé\u00a0: ${manque}</p>`}
    <iframe class="apercu" title="Aperçu du document" sandbox="allow-same-origin allow-modals allow-popups allow-popups-to-escape-sandbox" ref=${cadre}></iframe>
  </aside>`;
}

const ARRIERE = {
  garde: () => (modifie() ? "Des réponses ne sont pas enregistrées" : magasin.dit),
  secours: () => [],
  pied: "Ce que vous enregistrez va dans les fichiers de cet ordinateur, et nulle part ailleurs.",
  avec: "Preact (MIT) et htm (Apache-2.0)",
  Alertes: () => null,
  Avis,
  Rangement,
  Cote,
  derniere: { id: "enregistrer", titre: "Vérifier et enregistrer", contenu: () => html`<${Resume} /><div class="boutons"><${Enregistrer} /></div>` },
};
