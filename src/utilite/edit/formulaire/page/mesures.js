// What a critère asks: a few sentences, mesures, words of people.
"use strict";

const MODES = {
  nombre: "Un nombre", environ: "À peu près", entre: "Entre deux nombres", dit: "Une réponse", non: "Nous ne le savons pas",
};

function modesDe(i) {
  const numerique = i.cles.includes("environ");
  if (!numerique || i.saisie === "echelle") return ["dit", "non"];
  return i.cles.includes("entre") ? ["nombre", "environ", "entre", "non"] : ["nombre", "environ", "non"];
}

function modeDe(m, modes) {
  if (m.non_renseigne !== undefined) return "non";
  if (m.entre !== undefined) return "entre";
  if (["oui", "true"].includes(m.environ)) return "environ";
  return modes[0];
}

// Changing one's mind loses nothing: what was typed the other way is kept aside, under a name that isn't written.
function changeMode(route, mode) {
  const m = { ...lis(route) };
  const garde = { ...m._garde };
  for (const nom of ["valeur", "entre", "non_renseigne", "sur", "avant", "apres", "repartition"]) {
    const voulu = { entre: mode === "entre", non_renseigne: mode === "non" }[nom] ?? (mode !== "non" && !(nom === "valeur" && mode === "entre"));
    if (voulu && m[nom] === undefined && garde[nom] !== undefined) { m[nom] = garde[nom]; delete garde[nom]; }
    if (!voulu && m[nom] !== undefined) { garde[nom] = m[nom]; delete m[nom]; }
  }
  if (mode === "entre" && m.entre === undefined) m.entre = ["", ""];
  if (mode === "non" && m.non_renseigne === undefined) m.non_renseigne = "";
  if (mode === "environ") m.environ = "oui"; else if (mode !== "entre") delete m.environ;
  m._garde = garde;
  pose(route, m);
}

const TITRES = { valeur: "Nombre", sur: "Sur combien", avant: "Au début", apres: "À la fin", population: "Sur combien de personnes concernées" };

function Reponse({ i, route, mode }) {
  const q = (nom, titre, aide) => ({ titre, aide: aide ? Q.mots.mesure[nom] : "" });
  const unite = i.unite ? ` (${i.unite})` : "";
  if (mode === "non") {
    return html`<${Champ} q=${{ titre: "Pourquoi ?", saisie: "ligne", aide: "En quelques mots : personne n'a à inventer un chiffre." }} route=${[...route, "non_renseigne"]} />`;
  }
  if (i.saisie === "oui_non") return html`<${OuiNon} q=${{ titre: "Réponse" }} route=${[...route, "valeur"]} />`;
  if (i.saisie === "ligne") return html`<${CONTROLES.prose} q=${{ titre: "Réponse", max: i.max }} route=${[...route, "valeur"]} />`;
  if (i.saisie === "echelle") {
    return html`<${Groupe} q=${{ titre: "Réponse" }} route=${[...route, "valeur"]} sobre><${Radios} route=${[...route, "valeur"]} choix=${i.echelons} vide="Sans réponse" /><//>`;
  }
  if (i.saisie === "repartition") {
    return html`<${Groupe} q=${{ titre: `Combien de chaque${unite}`, aide: Q.mots.mesure.repartition }} route=${[...route, "repartition"]} sobre>
      <div class="colonnes">${i.choix.map((c) => html`<${CONTROLES.nombre} key=${c.id} q=${{ titre: c.titre }} route=${[...route, "repartition", c.id]} />`)}</div>
    <//>
    ${i.cles.includes("sur") && html`<${CONTROLES.nombre} q=${q("sur", "Sur combien, en tout")} route=${[...route, "sur"]} />`}`;
  }
  if (mode === "entre") {
    const sur = i.demande.includes("sur");
    const routes = [[...route, "entre", 0], [...route, "entre", 1], ...(sur ? [[...route, "sur"]] : [])];
    return html`<${CoteACote} route=${[...route, "entre"]} routes=${routes}>
      ${["Entre", "et"].map((titre, rang) => html`<${CONTROLES.nombre} key=${rang} q=${{ titre: rang ? `${titre}${unite}` : titre, a_cote: true }} route=${routes[rang]} />`)}
      ${sur && html`<${CONTROLES.nombre} q=${{ titre: TITRES.sur, a_cote: true }} route=${[...route, "sur"]} />`}
    <//>`;
  }
  const noms = i.demande;
  return html`<${CoteACote} routes=${noms.map((nom) => [...route, nom])}>
    ${noms.map((nom, rang) => html`<${CONTROLES.nombre} key=${nom} q=${{ titre: `${TITRES[nom]}${rang === noms.length - 1 ? unite : ""}`, a_cote: true }} route=${[...route, nom]} />`)}
  <//>`;
}

function Mesure({ i, route }) {
  const m = lis(route) || {};
  const modes = modesDe(i);
  const mode = modeDe(m, modes);
  const plus = ["population", "periode", "recueil", "recueilli_le", "cible", "diffusion"].filter((nom) => i.cles.includes(nom));
  return html`
    <fieldset class="modes"><legend class="discret">Comment répondez-vous ?</legend>
      ${modes.map((nom) => html`<label class="option" key=${nom}><input type="radio" name=${`${idDe(route)}-mode`} checked=${mode === nom}
        onChange=${() => changeMode(route, nom)} /> <span>${MODES[nom]}</span></label>`)}
    </fieldset>
    <${Reponse} i=${i} route=${route} mode=${mode} />
    ${mode !== "non" && html`<${Champ} q=${{ titre: "D'après quoi, ou d'après qui ?", saisie: "ligne", exemple: i.recueil }} route=${[...route, "source"]} />`}
    <details class="plus"><summary>Préciser (période, recueil, cible…)</summary>
      ${plus.map((nom) => html`<${Precision} key=${nom} nom=${nom} route=${[...route, nom]} />`)}
    </details>`;
}

function Precision({ nom, route }) {
  const aide = Q.mots.mesure[nom];
  const un = (titre, saisie, autres) => html`<${Champ} q=${{ titre, saisie, aide, ...autres }} route=${route} />`;
  if (nom === "population") return un(TITRES.population, "nombre");
  if (nom === "periode") return html`<${Periode} q=${{ titre: "Période de cette mesure, si ce n'est pas celle de la fiche" }} route=${route} />`;
  if (nom === "recueil") return un("Comment cela a été recueilli", "ligne");
  if (nom === "recueilli_le") return un("Recueilli le", "date", { aide: "" });
  if (nom === "diffusion") return un("Diffusion", "choix", { choix: [{ id: "interne", titre: "Interne : hors des documents publics" }] });
  return html`<${Groupe} q=${{ titre: "Cible", aide }} route=${route} sobre>
    <${CoteACote} routes=${[[...route, "au_moins"], [...route, "au_plus"]]}>
      ${[["au_moins", "Au moins"], ["au_plus", "Au plus"]].map(([c, titre]) => html`<${CONTROLES.nombre} key=${c} q=${{ titre, a_cote: true }} route=${[...route, c]} />`)}
    <//><//>`;
}

function Mesures({ i, route }) {
  const items = liste(route);
  return html`<${Repete} route=${route} items=${items} quoi=${i.titre || "mesure"} neuf=${{}} ajouter=${items.length ? "Ajouter une autre mesure" : "Répondre"} classe="mesures">
    ${(rang) => html`<${Mesure} i=${i} route=${[...route, rang]} />`}
  <//>`;
}

function Indicateur({ i, route }) {
  const savoir = [i.recueil && `Comment le recueillir : ${i.recueil}.`, i.sert_a && `À quoi cela sert : ${i.sert_a}.`].filter(Boolean).join(" ");
  return html`<section class="indicateur" data-route=${cle(route)} aria-labelledby=${`${idDe(route)}-titre`}>
    <h4 id=${`${idDe(route)}-titre`}>${i.titre} <span class="niveau">${i.niveau}</span></h4>
    ${(i.aide || savoir) && html`<p class="aide">${i.aide} ${savoir}</p>`}
    <${Mesures} i=${i} route=${route} />
    <${Constats} route=${route} />
  </section>`;
}

function Temoignages({ route }) {
  const mots = Q.mots.temoignage;
  const items = liste(route);
  return html`<${Groupe} q=${{ titre: "Paroles recueillies" }} route=${route} niveau="intertitre">
    <${Repete} route=${route} items=${items} quoi="une parole" neuf=${{}} ajouter="Ajouter une parole">
      ${(rang) => html`
        <${Champ} q=${{ titre: "Ses mots", saisie: "prose", aide: mots.texte, obligatoire: true }} route=${[...route, rang, "texte"]} />
        <${Champ} q=${{ titre: "Qui parle", saisie: "ligne", aide: mots.auteur }} route=${[...route, rang, "auteur"]} />
        <${Groupe} q=${{ titre: "La personne est-elle d'accord ?", aide: "Demandez-le-lui : sans son accord, ses mots ne peuvent pas servir." }} route=${[...route, rang, "accord"]} sobre>
          <${Radios} route=${[...route, rang, "accord"]} choix=${Q.accords} /><//>
        <${Champ} q=${{ titre: "Le jour de son accord", saisie: "date" }} route=${[...route, rang, "accord_le"]} />`}
    <//>
  <//>`;
}

// A fiche's own scale has its steps, its own categories their words: what the référentiel would have said.
const DE_LA_FORME = { echelle: ["de", "a", "libelles"], repartition: ["parmi"] };

const mots = (v) => (Array.isArray(v) ? v.filter((mot) => typeof mot === "string" && mot.trim()).map((mot) => mot.trim()) : []);

function declaree(item) {
  const forme = Q.propres.find((f) => f.id === item.forme) || { cles: [], demande: [] };
  const [bas, haut] = [Number(item.de), Number(item.a)];
  const pas = Number.isInteger(bas) && Number.isInteger(haut) && item.de !== "" ? Math.min(Math.max(0, haut - bas + 1), 21) : 0;
  const dits = mots(item.libelles);
  const connue = Q.vocabulaires.find((v) => v.id === item.parmi);
  return {
    ...forme, titre: texteOu(item.titre), unite: forme.unite || texteOu(item.unite),
    echelons: Array.from({ length: pas }, (_, i) => ({ id: String(bas + i), titre: dits[i] ? `${bas + i}, ${dits[i]}` : String(bas + i) })),
    choix: connue ? connue.choix : mots(item.parmi).map((mot) => ({ id: mot, titre: mot })),
  };
}
const texteOu = (v) => (typeof v === "string" ? v : "");

// What went with the other forme is kept aside, as for a mesure: nothing typed is lost, nothing stray is written.
function changeForme(route, nom) {
  const avant = lis(route);
  const { cles } = Q.propres.find((f) => f.id === nom) || { cles: [] };
  const garde = { ...avant._garde };
  const neuf = { ...avant, forme: nom || undefined };
  for (const c of Object.values(DE_LA_FORME).flat()) {
    if ((DE_LA_FORME[nom] || []).includes(c)) { if (neuf[c] === undefined) neuf[c] = garde[c] ?? { de: "1", a: "4", parmi: [""] }[c]; }
    else if (neuf[c] !== undefined) { garde[c] = neuf[c]; delete neuf[c]; }
  }
  if (Array.isArray(avant.mesures)) neuf.mesures = avant.mesures.map((m) => rangee(m ?? {}, cles));
  pose(route, JSON.parse(JSON.stringify({ ...neuf, _garde: garde })));
}

function rangee(m, cles) {
  const rendue = { _garde: { ...m._garde } };
  for (const [nom, v] of Object.entries(m)) {
    if (nom === "_garde") continue;
    (cles.includes(nom) ? rendue : rendue._garde)[nom] = v;
  }
  for (const nom of cles) if (rendue[nom] === undefined && rendue._garde[nom] !== undefined && !["non_renseigne", "entre"].includes(nom)) { rendue[nom] = rendue._garde[nom]; delete rendue._garde[nom]; }
  return rendue;
}

function Categories({ route }) {
  const valeur = lis(route);
  const sienne = typeof valeur !== "string";
  const pris = (nom) => pose(route, nom || [""]);
  return html`
    ${Q.vocabulaires.length > 0 && html`<div class="champ"><label for=${`${idDe(route)}-liste`}>Les catégories</label>
      <select id=${`${idDe(route)}-liste`} value=${sienne ? "" : valeur} onChange=${(e) => pris(e.target.value)}>
        <option value="">Les nôtres</option>
        ${Q.vocabulaires.map((v) => html`<option value=${v.id} key=${v.id}>${v.titre}</option>`)}
      </select></div>`}
    ${sienne && html`<${Champ} q=${{ titre: "Nos catégories", saisie: "liste", de: { saisie: "ligne" } }} route=${route} />`}`;
}

function Declaration({ item, ici }) {
  if (item.forme === "repartition") return html`<${Categories} route=${[...ici, "parmi"]} />`;
  if (item.forme !== "echelle") return null;
  return html`<${CoteACote} routes=${[[...ici, "de"], [...ici, "a"]]}>
      ${[["de", "De"], ["a", "à"]].map(([c, titre]) => html`<${CONTROLES.nombre} key=${c} q=${{ titre, a_cote: true }} route=${[...ici, c]} />`)}
    <//>
    <${Champ} q=${{ titre: "Ce que dit chaque échelon, du plus bas au plus haut", saisie: "liste", de: { saisie: "ligne" } }} route=${[...ici, "libelles"]} />`;
}

function IndicateurPropre({ ici, item }) {
  const q = declaree(item);
  return html`
    <${Champ} q=${{ titre: "Ce que vous comptez ou observez", saisie: "ligne", obligatoire: true, exemple: "Photos partagées" }} route=${[...ici, "titre"]} />
    <${Champ} q=${{ titre: "C'est…", saisie: "choix", choix: Q.niveaux, aide: "Ce qui a été fait, ce que cela a produit, ou ce qui en reste." }} route=${[...ici, "niveau"]} />
    <${Cadre} q=${{ titre: "Cela se dit par" }} route=${[...ici, "forme"]}>
      <${Liste} q=${{}} route=${[...ici, "forme"]} choix=${Q.propres} pris=${(nom) => changeForme(ici, nom)} /><//>
    <${Declaration} item=${item} ici=${ici} />
    ${q.cles.includes("environ") && !["montant", "echelle"].includes(q.id) && html`<${Champ} q=${{ titre: "Unité, au pluriel", saisie: "ligne", exemple: "photos" }} route=${[...ici, "unite"]} />`}
    <${Mesures} i=${q} route=${[...ici, "mesures"]} />`;
}

function IndicateursPropres({ route }) {
  const items = liste(route);
  return html`<${Groupe} q=${{ titre: "Vos propres indicateurs", aide: "Ce que vous avez compté ou observé, et que la grille ne demande pas." }} route=${route} niveau="intertitre">
    <${Repete} route=${route} items=${items} quoi="un indicateur à vous" neuf=${{ forme: "entier", niveau: "realisation" }} ajouter="Ajouter un indicateur à vous">
      ${(rang) => html`<${IndicateurPropre} ici=${[...route, rang]} item=${items[rang]} />`}
    <//>
  <//>`;
}

function Apport({ route }) {
  return html`<${Champ} q=${{ titre: "Ce que l'action apporte", saisie: "prose", aide: "Une ou deux phrases, avec vos mots. Les nombres viennent ensuite." }} route=${[...route, "apport"]} />`;
}

function Critere({ c, axe, laisse }) {
  const route = ["fiche", "utilite_sociale", c.id];
  return html`<section class="critere" data-route=${cle(route)} aria-labelledby=${`${idDe(route)}-titre`}>
    <p class="surtitre">${axe.titre}</p>
    <h3 id=${`${idDe(route)}-titre`}>${c.question || c.titre}</h3>
    ${c.question && html`<p class="critere-titre">${c.titre}</p>`}
    ${c.aide && html`<p class="aide">${c.aide}</p>`}
    <${Apport} route=${route} />
    ${c.indicateurs.length > 0 && html`<h4 class="intertitre">Ce que vous avez compté ou observé</h4>
      <p class="aide">Répondez à ceux qui vous parlent, laissez les autres.</p>`}
    ${c.indicateurs.map((i) => html`<${Indicateur} i=${i} route=${[...route, "indicateurs", i.id]} key=${i.id} />`)}
    <details class="plus" open=${Boolean(lis([...route, "indicateurs_propres"]) || lis([...route, "temoignages"]))}>
      <summary>Ajouter vos propres indicateurs, des paroles recueillies</summary>
      <${IndicateursPropres} route=${[...route, "indicateurs_propres"]} />
      <${Temoignages} route=${[...route, "temoignages"]} />
    </details>
    <${Constats} route=${route} />
    <button type="button" class="retirer" onClick=${laisse}>Laisser ce critère</button>
  </section>`;
}

function CriterePropre({ rang }) {
  const route = ["fiche", "criteres_propres", rang];
  return html`
    <${Champ} q=${{ titre: "Ce que vous regardez", saisie: "ligne", obligatoire: true, exemple: "Le journal du quartier" }} route=${[...route, "titre"]} />
    <${Champ} q=${{ titre: "La question à laquelle cela répond", saisie: "ligne" }} route=${[...route, "question"]} />
    ${Q.axes.length > 0 && html`<${Champ} q=${{ titre: "De quel domaine est-ce proche ?", saisie: "choix", choix: Q.axes }} route=${[...route, "axe"]} />`}
    <${Apport} route=${route} />
    <${IndicateursPropres} route=${[...route, "indicateurs_propres"]} />
    <${Temoignages} route=${[...route, "temoignages"]} />`;
}
