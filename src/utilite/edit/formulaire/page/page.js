// The page: its steps, from the critères' questions to the document.
"use strict";

const COMPTE = (n, mot) => `${n} ${mot}${n > 1 ? "s" : ""}`;
const choisis = () => {
  const valeur = lis(["fiche", "utilite_sociale"]);
  return valeur && typeof valeur === "object" ? valeur : {};
};

function Choisir() {
  const pris = choisis();
  const bascule = (id, coche) => {
    const route = ["fiche", "utilite_sociale", id];
    if (coche) { pose(route, (magasin.laisses || {})[id] || {}); return; }
    magasin.laisses = { ...magasin.laisses, [id]: lis(route) };
    pose(route, undefined);
  };
  const route = ["fiche", "utilite_sociale"];
  return html`<div data-route=${cle(route)}>
    <p class="chapeau">De quoi voulez-vous parler ? Cochez les questions auxquelles votre action répond, et seulement elles : trois ou quatre suffisent, et vous pourrez revenir sur ce choix.</p>
    ${Q.axes.filter((axe) => axe.criteres.length).map((axe) => html`<fieldset class="axe" key=${axe.id}>
      <legend>${axe.titre}</legend>
      ${axe.aide && html`<p class="aide">${axe.aide}</p>`}
      ${axe.criteres.map((c) => html`<label class="question" key=${c.id}>
        <input type="checkbox" checked=${pris[c.id] !== undefined} onChange=${(e) => bascule(c.id, e.target.checked)} />
        <span><span class="dite">${c.question || c.titre}</span>${c.question && html`<span class="sous">${c.titre}</span>`}</span>
      </label>`)}
    </fieldset>`)}
    <p class="aide">Rien de tout cela ne convient ? À l'étape suivante, vous pouvez ajouter un critère à vous.</p>
    <${Compte} q=${{}} route=${route} />
    <${Constats} route=${route} /></div>`;
}

function Raconter() {
  const pris = choisis();
  const route = ["fiche", "criteres_propres"];
  const propres = liste(route);
  const voulus = Q.axes.flatMap((axe) => axe.criteres.map((c) => [axe, c])).filter(([, c]) => pris[c.id] !== undefined);
  const laisse = (id) => () => {
    magasin.laisses = { ...magasin.laisses, [id]: lis(["fiche", "utilite_sociale", id]) };
    pose(["fiche", "utilite_sociale", id], undefined);
  };
  return html`
    ${voulus.length === 0 && html`<p class="chapeau">Vous n'avez encore choisi aucune question. <button type="button" class="mince" onClick=${() => va(0)}>Choisir des questions</button></p>`}
    ${voulus.map(([axe, c]) => html`<${Critere} axe=${axe} c=${c} key=${c.id} laisse=${laisse(c.id)} />`)}
    <section class="critere propres" data-route=${cle(route)} aria-labelledby="propres-titre">
      <h3 id="propres-titre">Et ce que la grille ne demande pas ?</h3>
      <p class="aide">Un critère à vous a la même valeur que les autres : c'est ainsi que la grille commune s'enrichit.</p>
      <${Repete} route=${route} items=${propres} quoi="un critère à vous" neuf=${{}} ajouter="Ajouter un critère à vous">${(rang) => html`<${CriterePropre} rang=${rang} />`}<//>
      <${Constats} route=${route} />
    </section>`;
}

function Section({ s, genre }) {
  const route = [genre, s.id];
  const items = liste(route);
  return html`<section data-route=${cle(route)} class="section">
    ${genre === "acteur" && html`<h3 class="discret">${s.titre}</h3>`}
    ${s.aide && html`<p class="chapeau">${s.aide}</p>`}
    ${s.liste
      ? html`<${Repete} route=${route} items=${items} quoi=${s.titre} neuf=${{}}>
          ${(rang) => s.champs.map((c) => html`<${Champ} q=${c} route=${[...route, rang, c.id]} key=${c.id} />`)}<//>`
      : s.champs.map((c) => html`<${Champ} q=${c} route=${[...route, c.id]} key=${c.id} />`)}
    <${Compte} q=${{}} route=${route} />
    <${Constats} route=${route} />
  </section>`;
}

function Qui() {
  const neuf = Boolean(magasin.etat.acteur);
  return html`
    <${Periode} q=${{ titre: "Période dont parle cette fiche", obligatoire: true }} route=${["fiche", "periode"]} />
    <p class="chapeau">Qui répond ? La structure qui porte l'action d'abord, puis celles qui la portent avec elle.</p>
    ${D.acteurs.length > 0 && html`<${Cases} q=${{ titre: "Structures déjà connues du réseau" }} route=${["fiche", "acteurs"]} choix=${D.acteurs} />`}
    ${D.acteurs.length === 0 && html`<div data-route=${cle(["fiche", "acteurs"])}><${Constats} route=${["fiche", "acteurs"]} /></div>`}
    <div data-route=${cle(["acteur"])}><label class="option seule"><input type="checkbox" checked=${neuf} onChange=${(e) => {
      if (e.target.checked) {
        if (!D.etat.nom && D.acteurs.length === 1) pose(["fiche", "acteurs"], null);   // ticked for whoever opens the page
        pose(["acteur"], magasin.acteurLaisse || {});
      }
      else { magasin.acteurLaisse = magasin.etat.acteur; pose(["acteur"], null); }
    }} /> <span>Une structure qui n'est pas encore dans la liste</span></label><${Constats} route=${["acteur"]} /></div>
    ${neuf && html`<div class="neuf">
      ${Q.acteur.map((s, rang) => (rang === 0 ? html`<${Section} s=${s} genre="acteur" key=${s.id} />` : html`<details class="plus" key=${s.id}>
        <summary>${s.titre}</summary><${Section} s=${s} genre="acteur" /></details>`))}</div>`}`;
}

function Fin() {
  return html`
    <${Champ} q=${{ titre: "Ce qui n'a pas pu être observé", saisie: "prose", aide: "Et ce qu'il faut en retenir : le dire donne du poids au reste." }} route=${["fiche", "limites"]} />
    <${Champ} q=${{ titre: "La suite envisagée", saisie: "prose" }} route=${["fiche", "perspectives"]} />
    <${Champ} q=${{ titre: "Qui a écrit cette fiche", saisie: "liste", de: { saisie: "ligne" } }} route=${["fiche", "auteurs"]} />
    <${Champ} q=${{ titre: "Le jour où ces réponses ont été recueillies", saisie: "date" }} route=${["fiche", "recueilli_le"]} />
    <${Champ} q=${{ titre: "Où en est cette fiche ?", saisie: "choix", choix: Q.statuts.slice(0, 2) }} route=${["fiche", "statut"]} />`;
}

function Resume() {
  const constats = magasin.verdict ? magasin.verdict.constats : [];
  const par = (gravite) => constats.filter((d) => d.gravite === gravite);
  const partiel = magasin.pret !== "charge"
    ? "Les vérifications n'ont pas pu se faire dans ce navigateur : seules les réponses qui manquent, ou qui n'ont pas la bonne forme, sont dites ici, et le document ne peut pas être préparé. Rien n'est perdu : enregistrez votre travail dans un fichier et envoyez-le."
    : "Les vérifications se préparent, quelques secondes encore. En attendant, seules les réponses qui manquent, ou qui n'ont pas la bonne forme, sont dites ici.";
  if (!magasin.verdict || (magasin.verdict.secours && !constats.length)) return html`<p class="avis">${partiel}</p>`;
  if (!constats.length) return html`<p class="avis bien"><strong>Tout est en ordre, bravo.</strong> Valide ne veut pas dire vrai : le formulaire regarde la forme et la cohérence, à vous de répondre du reste.</p>`;
  const titres = { error: "À corriger", warning: "À vérifier", note: "Pour aller plus loin" };
  return html`<div class="resume">
    ${magasin.verdict.secours && html`<p class="avis">${partiel}</p>`}
    ${GRAVES.filter((g) => par(g).length).map((g) => html`<section key=${g} aria-labelledby=${`resume-${g}`}>
      <h3 id=${`resume-${g}`}>${titres[g]} <span class="note">(${par(g).length})</span></h3>
      <ul>${par(g).map((d) => html`<li key=${d.ancre + d.code + d.message}>
        <a href="#contenu" onClick=${(e) => { e.preventDefault(); magasin.tout = true; vaAu(d.ancre); }}>${ou(d)}</a>
        <span> : ${dit(d)}</span></li>`)}</ul>
    </section>`)}
  </div>`;
}

// The title of the field that a finding is about.
function ou(d) {
  const bloc = [...document.querySelectorAll("[data-route]")].find((e) => e.dataset.route === d.ancre);
  const titre = bloc && bloc.querySelector("label, legend, h3, h4");
  const indicateur = bloc && !bloc.matches(".indicateur") && bloc.closest(".indicateur");
  const avant = indicateur ? `${indicateur.querySelector("h4").firstChild.textContent.trim()}, ` : "";
  const texte = avant + titre_(titre);
  return texte || { fiche: "La fiche", acteur: "La structure" }[d.genre];
}

function titre_(titre) {
  return titre ? titre.textContent.replace(/\((demandé|reste interne)\)/g, "").trim() : "";
}

async function prepare() {
  if (!magasin.document) magasin.document = await demande("document", { avec: [JSON.stringify(magasin.etat), magasin.modele] });
  dessine();
}

function Envoyer() {
  const cadre = useRef(null);
  const [copie, dit] = useState("");
  const [manque, rate] = useState("");
  const [enCours, attend] = useState(false);
  const pret = magasin.pret === "pret" && magasin.verdict && !magasin.verdict.secours;
  const { nom, fichiers } = pret ? magasin.verdict : { nom: "", fichiers: [] };
  const court = (f) => f.nom.split("/").pop();
  const avec = (fait) => () => { attend(true); rate(""); prepare().then(fait).catch((e) => rate(e.message)).then(() => attend(false)); };
  const suite = `${nom}${magasin.modele === D.modele ? "" : `-${magasin.modele}`}.html`;
  useEffect(() => { if (magasin.document && cadre.current) cadre.current.srcdoc = magasin.document; }, [magasin.document]);
  return html`
    <h3>Le document</h3>
    <${ChoixDuDocument} ou="fin" />
    <${Avancement} />
    <${Manques} />
    <div class="boutons">
      <button type="button" class="fort" disabled=${!pret} onClick=${avec(() => {})}>Voir le document</button>
      <button type="button" disabled=${!magasin.document} onClick=${() => cadre.current.contentWindow.print()}>Imprimer</button>
      <button type="button" disabled=${!pret} onClick=${avec(() => telecharge(suite, magasin.document, "text/html"))}>Télécharger le document</button>
    </div>
    <p role="status" class="statut">${enCours ? "Le document se prépare…" : magasin.document ? "Le document est prêt : le voici." : ""}</p>
    ${manque && html`<p class="avis" role="alert">Le document n'a pas pu être préparé : ${manque}.</p>`}
    ${magasin.document && html`<iframe class="apercu" title="Aperçu du document" sandbox="allow-same-origin allow-modals" ref=${cadre}></iframe>`}
    <h3>Envoyer</h3>
    <p class="aide">${magasin.pret === "panne"
      ? "Sans les vérifications, la page ne peut pas écrire la fiche : enregistrez votre travail dans un fichier, et envoyez-le à la personne qui coordonne, qui l'ouvrira ici."
      : `Voici ce que demande la personne qui coordonne : ${COMPTE(fichiers.length || 1, "fichier")} à lui envoyer par courriel, même si tout n'est pas rempli.`}</p>
    ${fichiers.map((f) => html`<div class="fichier" key=${f.nom}>
      <p><strong>${court(f)}</strong> <span class="note">${f.genre === "acteur" ? "votre structure" : "votre fiche"}, à ranger sous ${f.nom}</span></p>
      <div class="boutons">
        <button type="button" class="fort" onClick=${() => telecharge(court(f), f.texte, "application/yaml")}>Télécharger ${court(f)}</button>
        <button type="button" onClick=${() => navigator.clipboard.writeText(f.texte).then(() => dit(`${court(f)} est copié.`), () => dit("La copie n'est pas permise ici : ouvrez « Voir le texte » et copiez-le."))}>Copier</button>
        ${f.forge && html`<a class="bouton" href=${f.forge} target="_blank" rel="noopener noreferrer">Créer le fichier dans le dépôt</a>`}
      </div>
      ${f.forge && html`<p class="aide">Avec un compte sur la forge du réseau : copiez, ouvrez cette page, nommez le fichier ${court(f)} et collez.</p>`}
      <details class="plus"><summary>Voir le texte</summary><pre tabindex="0">${f.texte}</pre></details>
    </div>`)}
    <p role="status" class="statut">${copie}</p>`;
}

const ETAPES = [
  { id: "choisir", titre: "Vos questions", contenu: Choisir },
  { id: "raconter", titre: "Vos réponses", contenu: Raconter },
  { id: "qui", titre: "Qui et quand", contenu: Qui },
  ...Q.fiche.map((s) => ({ id: `section-${s.id}`, titre: s.titre, contenu: () => html`<${Section} s=${s} genre="fiche" />` })),
  { id: "fin", titre: "Pour finir", contenu: Fin },
  ARRIERE.derniere,
];

const LARGE = matchMedia("(min-width: 60rem)").matches;

function va(rang) {
  const menu = document.querySelector(".menu");
  if (!LARGE && menu) menu.open = false;
  magasin.etape = rang;
  if (rang === ETAPES.length - 1) magasin.tout = true;
  dessine();
  requestAnimationFrame(() => {
    const titre = document.getElementById(`titre-${ETAPES[rang].id}`);
    titre.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  });
}

function Etat() {
  const vu = { charge: "Les vérifications se préparent…", pret: "", panne: "Les vérifications n'ont pas pu démarrer." }[magasin.pret];
  const constats = magasin.verdict ? magasin.verdict.constats.filter((d) => magasin.tout || magasin.vus.has(d.ancre)) : [];
  const erreurs = constats.filter((d) => d.gravite === "error").length;
  const dit = erreurs ? `${COMPTE(erreurs, "point")} à corriger${vu && ` ; ${vu[0].toLowerCase()}${vu.slice(1)}`}` : vu || "Rien à corriger pour l'instant";
  const garde = ARRIERE.garde();
  return html`<p class="etat" role="status"><span class=${`pastille ${magasin.pret} ${erreurs ? "faute" : ""}`} aria-hidden="true"></span>${dit}${garde && html`<span class="garde"> · ${garde}</span>`}</p>`;
}

// What may be lost is said before all else.
function Alertes() {
  const enregistre = html`<button type="button" class="fort" onClick=${enFichier}>Enregistrer dans un fichier</button>`;
  return html`<div role="alert" class="alertes">
    ${magasin.perdu && html`<div class="avis grave"><p>${magasin.perdu} Avant de fermer la page, enregistrez votre travail dans un fichier.</p><div class="boutons">${enregistre}</div></div>`}
    ${magasin.ailleurs && html`<div class="avis grave"><p>Cette fiche est ouverte aussi dans un autre onglet, qui vient d'y écrire. Tant que vous n'avez pas choisi, ce que vous écrivez ici n'est pas gardé.</p>
      <div class="boutons"><button type="button" onClick=${() => tranche(true)}>Prendre ce qu'a écrit l'autre onglet</button>
      <button type="button" onClick=${() => tranche(false)}>Garder ce qui est écrit ici</button>${enregistre}</div></div>`}
  </div>`;
}

const enFichier = () => telecharge(`${(magasin.verdict && magasin.verdict.nom) || magasin.etat.nom || "ma-fiche"}.travail.json`, JSON.stringify(travail(), null, 1), "application/json");

function Travail({ trouve }) {
  const [dit, change_] = useState(trouve ? "Votre travail a été retrouvé." : "");
  const ouvre = async (e) => {
    const [fichier] = e.target.files;
    if (!fichier) return;
    try {
      const lu = JSON.parse(await fichier.text());
      if (!estTravail(lu)) throw new Error("autre chose");
      reprend(lu);
      change_(`« ${fichier.name} » est ouvert.`);
    } catch {
      change_("Ce fichier n'est pas un travail enregistré avec ce formulaire.");
    }
    e.target.value = "";
  };
  return html`<div class="travail">
    <button type="button" onClick=${enFichier}>Enregistrer dans un fichier</button>
    <label class="bouton">Reprendre un fichier<input type="file" accept=".json,application/json" onChange=${ouvre} /></label>
    <button type="button" class="mince" onClick=${() => { if (window.confirm("Effacer toutes les réponses de ce navigateur ?")) oublie(); }}>Tout effacer</button>
    <p role="status" class="statut">${dit}</p>
  </div>`;
}

// A file that isn't one of ours may hold anything: the page says so rather than staying blank.
function Panne({ remet }) {
  return html`<main class="large corps"><div class="avis grave" role="alert">
    <p>Ce travail ne peut pas être affiché : le fichier d'où il vient a été changé, ou vient d'un autre formulaire.</p>
    <div class="boutons"><button type="button" class="fort" onClick=${enFichier}>Enregistrer dans un fichier</button>
      <button type="button" onClick=${() => { oublie(); remet(); }}>Repartir du début</button></div>
  </div></main>`;
}

function Page({ trouve }) {
  const [, tour] = useState(0);
  const [faute, remet] = useErrorBoundary((erreur) => console.error(erreur));
  dessine = () => tour((n) => n + 1);
  useEffect(() => { if (placeLesConstats()) dessine(); });
  if (faute) return html`<${Panne} remet=${remet} />`;
  const titre = texteDe(["fiche", "action", "titre"]).trim();
  return html`
    <a class="evitement" href="#contenu">Aller au formulaire</a>
    <header class="tete"><div class="large">
      ${D.logo && html`<img class="logo" src=${D.logo} alt="" />`}
      <p class="surtitre">${Q.titre}</p>
      <h1>${titre || "Notre fiche d'utilité sociale"}</h1>
      <${Etat} />
      <${ARRIERE.Alertes} />
    </div></header>
    <div class="large corps">
      <nav aria-label="Étapes"><details class="menu" open=${LARGE}><summary>Étapes et enregistrement</summary><ol>
        ${ETAPES.map((e, rang) => html`<li key=${e.id}><button type="button" aria-current=${rang === magasin.etape ? "step" : undefined} onClick=${() => va(rang)}>${e.titre}</button></li>`)}
      </ol><${ChoixDuDocument} ou="menu" /><${Avancement} /><${ARRIERE.Rangement} trouve=${trouve} /></details></nav>
      <main id="contenu" tabindex="-1" onFocusOut=${marqueVu}>
        <${ARRIERE.Avis} />
        ${ETAPES.map((e, rang) => html`<div key=${e.id} data-etape=${rang} hidden=${rang !== magasin.etape}>
          <p class="rang-etape">Étape ${rang + 1} sur ${ETAPES.length}</p>
          <h2 id=${`titre-${e.id}`} tabindex="-1">${e.titre}</h2>
          <${e.contenu} />
          <div class="suite">
            ${rang > 0 && html`<button type="button" onClick=${() => va(rang - 1)}>Précédent</button>`}
            ${rang < ETAPES.length - 1 && html`<button type="button" class="fort" onClick=${() => va(rang + 1)}>Continuer : ${ETAPES[rang + 1].titre}</button>`}
          </div>
        </div>`)}
      </main>
      <${ARRIERE.Cote} />
    </div>
    <footer class="pied"><div class="large"><p>${ARRIERE.pied} ${Q.titre}, version ${Q.version}${Q.licence && `, ${Q.licence}`}. ${D.outil} ; avec ${ARRIERE.avec}.</p></div></footer>`;
}

const trouve = retrouve();
render(html`<${Page} trouve=${trouve} />`, document.getElementById("page"));
performance.mark("champs");
// The fields show before the rest of the file has come: what the checks run on stands after them.
if (document.readyState === "loading") addEventListener("DOMContentLoaded", () => setTimeout(demarre));
else setTimeout(demarre);
