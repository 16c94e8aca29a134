// The answers, where they are kept, and the checks that look at them.
"use strict";

const { h, render } = preact;
const { useState, useEffect, useRef, useErrorBoundary } = preactHooks;
const html = htm.bind(h);

const D = JSON.parse(document.getElementById("donnees").textContent);
const Q = D.questions;

const CLE = `utilite:${Q.id}:${D.etat.nom || D.etat.fiche.precedente || "nouvelle"}`;

const magasin = {
  etat: D.etat,
  modele: D.modele,       // the document that is asked for
  verdict: null,          // what the checks last said
  vuAvec: null,           // the answers that they saw
  places: new Map(),      // each field's findings
  vus: new Set(),         // fields that someone has left
  tout: Boolean(D.etat.nom),
  etape: 0,
  pret: "charge",         // charge | pret | panne
  sauve: "",
  perdu: "",              // why the browser doesn't keep what is typed
  ailleurs: null,         // what another tab of this page has kept since
  document: null,
};
let dessine = () => {};

const cle = (route) => JSON.stringify(route);
const idDe = (route) => "c-" + route.join("-").replace(/[^A-Za-z0-9_-]/g, "_");

const dans = (etat, route) => route.reduce((valeur, pas) => (valeur === null || typeof valeur !== "object" ? undefined : valeur[pas]), etat);
const lis = (route) => dans(magasin.etat, route);

const liste = (route) => { const v = lis(route); return Array.isArray(v) ? v.map((item) => item ?? {}) : []; };

function change(ou, [pas, ...suite], valeur) {
  const copie = Array.isArray(ou) ? [...ou] : { ...(ou !== null && typeof ou === "object" ? ou : typeof pas === "number" ? [] : {}) };
  const cible = typeof pas === "number" && !Array.isArray(copie) ? Object.values(copie) : copie;
  if (suite.length) cible[pas] = change(cible[pas] ?? (typeof suite[0] === "number" ? [] : {}), suite, valeur);
  else if (valeur === undefined) delete cible[pas];
  else cible[pas] = valeur;
  return cible;
}

function pose(route, valeur) {
  magasin.etat = change(magasin.etat, route, valeur);
  magasin.sale = true;
  dessine();
  if (!magasin.ailleurs) plusTard("sauve", 400, sauve);
  plusTard("verifie", magasin.pret === "pret" ? 700 : 200, verifie);
}

function ajoute(route, item) {
  pose(route, [...liste(route), item]);
}

function retire(route, rang) {
  pose(route, liste(route).filter((_, i) => i !== rang));
}

const attentes = {};
function plusTard(nom, delai, fait) {
  clearTimeout(attentes[nom]);
  attentes[nom] = setTimeout(fait, delai);
}

// Kept in the browser, and in a file when one asks. Each keeping is stamped: where another tab's stamp stands,
// nothing is written over it before someone has chosen.

const travail = () => ({ version: Q.version, modele: magasin.modele, etat: magasin.etat });
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

function telecharge(nom, texte, genre) {
  const lien = document.createElement("a");
  lien.href = URL.createObjectURL(new Blob([texte], { type: `${genre};charset=utf-8` }));
  lien.download = nom;
  lien.click();
  setTimeout(() => URL.revokeObjectURL(lien.href), 60000);
}

// The checks.

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

async function demarre() {
  try {
    ouvrier = new Worker(URL.createObjectURL(new Blob([D.atelier], { type: "text/javascript" })));
    ouvrier.onmessage = ({ data }) => {
      const { tenu, rompu } = attendus.get(data.numero);
      attendus.delete(data.numero);
      if (data.erreur === undefined) tenu(data.rendu); else rompu(new Error(data.erreur));
    };
    ouvrier.onerror = panne;
    const noms = ["chargeur", "glu", "wasm", "bibliotheque", "paquets"];
    const pieces = Object.fromEntries(noms.map((nom) => [nom, octets(nom)]));
    const images = Object.fromEntries(Object.entries(D.images).map(([nom, texte]) => [nom, enOctets(texte)]));
    await demande("ouvre", { pieces, fichiers: D.fichiers, images, verrou: D.verrou }, Object.values(pieces).map((p) => p.buffer));
    magasin.pret = "pret";
    await verifie();
    performance.mark("verifie");
  } catch (erreur) {
    console.error(erreur);
    panne();
  }
}

function panne() {
  magasin.pret = "panne";
  for (const { rompu } of attendus.values()) rompu(new Error("les vérifications se sont arrêtées"));
  attendus.clear();
  verifie();
}

async function verifie() {
  const { etat, modele } = magasin;
  let rendu = { nom: "", fichiers: [], rubriques: [], constats: verdictDeSecours(D.secours, etat), secours: true };
  try {
    if (magasin.pret === "pret") rendu = JSON.parse(await demande("verifie", { avec: [JSON.stringify(etat), modele] }));
  } catch (erreur) {
    console.error(erreur);
  }
  if (etat !== magasin.etat || modele !== magasin.modele) return;   // changed since: another check is on its way
  magasin.verdict = rendu;
  magasin.vuAvec = etat;
  magasin.document = null;
  dessine();
}

const GRAVES = ["error", "warning", "note"];

// The nearest field that shows on the page.
function ancreDe(route, ancres = new Set([...document.querySelectorAll("[data-route]")].map((e) => e.dataset.route))) {
  let ici = route;
  while (ici.length > 1 && !ancres.has(cle(ici))) ici = ici.slice(0, -1);
  return cle(ici);
}

function placeLesConstats() {
  const places = new Map();
  const ancres = new Set([...document.querySelectorAll("[data-route]")].map((e) => e.dataset.route));
  for (const constat of magasin.verdict ? magasin.verdict.constats : []) {
    constat.ancre = ancreDe([constat.genre, ...constat.route], ancres);
    places.set(constat.ancre, [...(places.get(constat.ancre) || []), constat]);
  }
  const avant = JSON.stringify([...magasin.places]);
  magasin.places = places;
  return avant !== JSON.stringify([...places]);
}

function constatsDe(route) {
  const ici = cle(route);
  return magasin.tout || magasin.vus.has(ici) ? magasin.places.get(ici) || [] : [];
}

// What a field that is left shows moves what stands below: not while a click is under way, which would miss its aim.
let enfonce = false;
let remis = [];
addEventListener("pointerdown", () => { enfonce = true; }, true);
for (const fin of ["pointerup", "pointercancel"]) {
  addEventListener(fin, () => setTimeout(() => { enfonce = false; remis.splice(0).forEach((fait) => fait()); }, 50), true);
}

function marqueVu(evenement) {
  const ancres = [];
  for (let e = evenement.target.closest("[data-route]"); e; e = e.parentElement && e.parentElement.closest("[data-route]")) ancres.push(e.dataset.route);
  const marque = () => {
    if (ancres.every((a) => magasin.vus.has(a))) return;
    ancres.forEach((a) => magasin.vus.add(a));
    dessine();
  };
  if (enfonce) remis.push(marque); else marque();
}

function vaAu(ancre) {
  const cible = [...document.querySelectorAll("[data-route]")].find((e) => e.dataset.route === ancre);
  if (!cible) return;
  const etape = cible.closest("[data-etape]");
  if (etape) { magasin.etape = Number(etape.dataset.etape); dessine(); }
  for (let e = cible.parentElement; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
  requestAnimationFrame(() => {
    const champ = cible.querySelector("input, textarea, select, button") || cible;
    champ.focus({ preventScroll: true });
    cible.scrollIntoView({ block: "center" });
  });
}
