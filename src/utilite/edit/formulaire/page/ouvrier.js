// The page by itself: checks in a worker (`atelier.js`), the answers kept in the browser.
"use strict";

const CLE = `utilite:${Q.id}:${D.etat.nom || D.etat.fiche.precedente || "nouvelle"}`;

// Kept in the browser, and in a file when one asks. Each keeping is stamped: where another tab's stamp stands,
// nothing is written over it before someone has chosen.

let tampon = "";

function sauve() {
  clearTimeout(attentes.sauve);
  try {
    const garde = JSON.parse(localStorage.getItem(CLE) || "null");
    if (garde && garde.tampon !== tampon) { magasin.ailleurs = garde; dessine(); return; }
    const neuf = `${Date.now()}-${Math.random()}`;
    localStorage.setItem(CLE, JSON.stringify({ ...travail(), tampon: neuf }));
    tampon = neuf;
    magasin.sauve = new Date().toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" });
    magasin.perdu = "";
  } catch (faute) {
    magasin.perdu = faute && faute.name === "QuotaExceededError"
      ? "La place que ce navigateur donne à la page est pleine : il ne garde plus ce que vous écrivez."
      : "Ce navigateur refuse de garder ce que vous écrivez.";
  }
  dessine();
}

addEventListener("storage", ({ key, newValue }) => {
  if (key !== CLE || !newValue) return;
  try { magasin.ailleurs = JSON.parse(newValue); } catch { return; }
  dessine();
});

// The last words typed are kept too; where nothing is kept, the browser asks before it closes.
addEventListener("pagehide", () => { if (!magasin.ailleurs && magasin.sale) sauve(); });
addEventListener("beforeunload", (e) => { if (magasin.perdu && magasin.sale) e.preventDefault(); });

// Another tab's answers, or these over them.
function tranche(prendre) {
  const autre = magasin.ailleurs;
  magasin.ailleurs = null;
  tampon = autre.tampon;
  if (prendre) reprend(autre); else sauve();
}

function retrouve() {
  try {
    const garde = JSON.parse(localStorage.getItem(CLE));
    if (!estTravail(garde)) return false;
    tampon = garde.tampon;
    magasin.etat = garde.etat;
    if (connu(garde.modele)) magasin.modele = garde.modele;
    return true;
  } catch {
    return false;
  }
}

const estObjet = (v) => v !== null && typeof v === "object" && !Array.isArray(v);
const estTravail = (lu) => estObjet(lu) && estObjet(lu.etat) && estObjet(lu.etat.fiche);
const connu = (nom) => D.modeles.some((m) => m.nom === nom);

function reprend(lu) {
  magasin.etat = lu.etat;
  if (connu(lu.modele)) magasin.modele = lu.modele;
  magasin.tout = true;
  sauve();
  verifie();
}

function oublie() {
  try { localStorage.removeItem(CLE); } catch { /* nothing was kept */ }
  tampon = "";
  Object.assign(magasin, {
    etat: D.etat, vus: new Set(), tout: Boolean(D.etat.nom), etape: 0, verdict: null, document: null, ailleurs: null, sauve: "", sale: false });
  magasin.places = new Map();
  dessine();
  verifie();
}

let ouvrier = null;
const attendus = new Map();
let numero = 0;

function demande(quoi, reste, cedes = []) {
  return new Promise((tenu, rompu) => {
    numero += 1;
    attendus.set(numero, { tenu, rompu });
    ouvrier.postMessage({ numero, demande: quoi, ...reste }, cedes);
  });
}

const octets = (nom) => enOctets(document.getElementById(`piece-${nom}`).textContent);

function enOctets(texte) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(texte);
  const lu = atob(texte);
  const rendu = new Uint8Array(lu.length);
  for (let i = 0; i < lu.length; i += 1) rendu[i] = lu.charCodeAt(i);
  return rendu;
}

// The worker is gone: what waits for it is told.
function arrete() {
  for (const { rompu } of attendus.values()) rompu(new Error("les vérifications se sont arrêtées"));
  attendus.clear();
  panne();
}

async function ouvreLesControles() {
  ouvrier = new Worker(URL.createObjectURL(new Blob([D.atelier], { type: "text/javascript" })));
  ouvrier.onmessage = ({ data }) => {
    const { tenu, rompu } = attendus.get(data.numero);
    attendus.delete(data.numero);
    if (data.erreur === undefined) tenu(data.rendu); else rompu(new Error(data.erreur));
  };
  ouvrier.onerror = arrete;
  const noms = ["chargeur", "glu", "wasm", "bibliotheque", "paquets"];
  const pieces = Object.fromEntries(noms.map((nom) => [nom, octets(nom)]));
  const images = Object.fromEntries(Object.entries(D.images).map(([nom, texte]) => [nom, enOctets(texte)]));
  await demande("ouvre", { pieces, fichiers: D.fichiers, images, verrou: D.verrou }, Object.values(pieces).map((p) => p.buffer));
}

const ARRIERE = {
  garde: () => (magasin.sauve && !magasin.perdu && !magasin.ailleurs ? `Gardé dans ce navigateur à ${magasin.sauve}` : ""),
  secours: (etat) => verdictDeSecours(D.secours, etat),
  pied: "Rien de ce que vous écrivez ne quitte cette page.",
  avec: "Pyodide (MPL-2.0), Preact (MIT) et htm (Apache-2.0)",
  Alertes: () => html`<${Alertes} />`,
  Avis: () => null,
  Rangement: (p) => html`<${Travail} ...${p} />`,
  Cote: () => null,
  derniere: { id: "envoyer", titre: "Vérifier et envoyer", contenu: () => html`<${Resume} /><${Envoyer} />` },
};
