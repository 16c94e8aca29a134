// Searches the whole texts with Pagefind's index, a part of which is fetched at each search.
(async () => {
  const formulaire = document.getElementById("filtres");
  const etat = document.getElementById("etat");
  const trouvees = document.getElementById("trouvees");
  const champ = document.getElementById("f-mots");
  let pagefind;
  if (location.protocol === "file:") return;
  try {
    pagefind = await import("./recherche/pagefind.js");
    await pagefind.init();
  } catch {
    return;
  }
  formulaire.hidden = false;
  etat.textContent = "";

  const entree = (trouve) => {
    const li = document.createElement("li");
    const lien = document.createElement("a");
    const extrait = document.createElement("p");
    lien.className = "titre";
    lien.href = trouve.raw_url.replace(/^\//, "");
    lien.textContent = trouve.meta.title;
    extrait.className = "propre";
    extrait.textContent = trouve.plain_excerpt;
    li.append(lien, extrait);
    return li;
  };

  const cherche = async () => {
    const mots = champ.value.trim();
    const recu = mots ? await pagefind.debouncedSearch(mots) : { results: [] };
    if (!recu) return; // something else has been typed since
    const lus = await Promise.all(recu.results.slice(0, 30).map((r) => r.data()));
    const liste = document.createElement("ul");
    liste.className = "fiches";
    liste.append(...lus.map(entree));
    trouvees.replaceChildren(liste);
    const n = recu.results.length;
    etat.textContent = !mots ? "" : n === 0 ? "Rien ne répond à ces mots." : n > 30
      ? `${n} pages trouvées ; les trente premières, celles qui ont le plus de ces mots.` : n === 1
        ? "1 page trouvée." : `${n} pages trouvées.`;
  };

  formulaire.addEventListener("submit", (evenement) => evenement.preventDefault());
  champ.addEventListener("input", cherche);
})();
