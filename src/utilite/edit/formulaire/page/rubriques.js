// The document that is asked for: which one, how many of its funder's questions are answered, how long answers may be.
"use strict";

const questions = () => (magasin.verdict ? magasin.verdict.rubriques : []);
const leModele = () => D.modeles.find((m) => m.nom === magasin.modele) || {};

// Lengths as the package counts them (`render/longueurs`): blanks as one sign, words that hold a letter or a figure.
const serre = (texte) => texte.trim().replace(/\s+/g, " ");
const signesDe = (texte) => [...serre(texte)].length;
const motsDe = (texte) => (serre(texte).match(/\S*[\p{L}\p{N}_]\S*/gu) || []).length;

// What a rubrique counts now: what was counted in the whole answer, and what was typed in its fields since.
function depuis(question, compte) {
  const texte = (etat, route) => { const v = dans(etat, route); return typeof v === "string" ? v : ""; };
  return question.champs.reduce((n, route) => n + compte(texte(magasin.etat, route)) - compte(texte(magasin.vuAvec, route)), 0);
}

function comptes(question) {
  const rendus = [];
  if (question.max_signes) rendus.push({ n: question.signes + depuis(question, signesDe), max: question.max_signes, mot: "signe" });
  if (question.max_mots) rendus.push({ n: question.mots + depuis(question, motsDe), max: question.max_mots, mot: "mot" });
  return rendus.map((c) => ({ ...c, n: Math.max(0, c.n), titre: `Rubrique « ${question.titre} »${question.champs.length > 1 ? ", en tout" : ""}` }));
}

const limites = (route) => {
  const ici = cle(route);
  return questions().filter((q) => q.champs.some((r) => cle(r) === ici)).flatMap(comptes);
};

function ChoixDuDocument({ ou }) {
  const groupes = [["Demandés dans ce réseau", D.modeles.filter((m) => !m.livre)], ["Livrés avec utilite", D.modeles.filter((m) => m.livre)]];
  const choisit = (e) => {
    Object.assign(magasin, { modele: e.target.value, document: null, sale: true });
    if (!magasin.ailleurs) sauve();
    verifie();
  };
  const nom = (m) => html`<option value=${m.nom} key=${m.nom}>${m.titre}${m.financeur && `, ${m.financeur}`}</option>`;
  return html`<div class="champ document">
    <label for=${`document-${ou}`}>Le document à préparer</label>
    <select id=${`document-${ou}`} value=${magasin.modele} onChange=${choisit}>
      ${groupes.filter(([, modeles]) => modeles.length).map(([titre, modeles]) => html`<optgroup label=${titre} key=${titre}>${modeles.map(nom)}</optgroup>`)}
    </select></div>`;
}

const renseignees = () => questions().filter((q) => q.renseigne).length;

function Avancement() {
  const toutes = questions();
  if (!toutes.length) return null;
  const dites = `${renseignees()} ${renseignees() > 1 ? "rubriques" : "rubrique"} sur ${toutes.length}`;
  return html`<div class="avancement"><progress max=${toutes.length} value=${renseignees()} aria-hidden="true"></progress>
    <p>${dites}</p></div>`;
}

function vaALaRubrique(question) {
  const manque = question.champs.find((route) => { const v = dans(magasin.etat, route); return v === undefined || v === null || v === ""; });
  vaAu(ancreDe(manque || question.champs[0]));
}

// What the funder asks and isn't answered, or is answered at too great a length.
function Manques() {
  const vides = questions().filter((q) => !q.renseigne);
  const longues = questions().flatMap((q) => comptes(q).filter((c) => c.n > c.max).map((c) => [q, c]));
  if (!questions().length) return null;
  const lien = (q) => (q.champs.length
    ? html`<a href="#contenu" onClick=${(e) => { e.preventDefault(); vaALaRubrique(q); }}>${q.titre}</a>`
    : html`<strong>${q.titre}</strong>`);
  const pourquoi = (q) => (q.ailleurs ? " : de cette structure, la page ne connaît que le nom ; la réponse se prend dans son fichier"
    : q.champs.length ? "" : " : la réponse se prend dans la fiche d'avant");
  return html`<div class="resume">
    ${vides.length === 0 && longues.length === 0 && html`<p class="avis bien">Toutes les rubriques de ce document ont une réponse.</p>`}
    ${vides.length > 0 && html`<section aria-labelledby="rubriques-vides"><h4 id="rubriques-vides">Sans réponse</h4>
      <ul>${vides.map((q) => html`<li key=${q.titre}>${lien(q)}${q.obligatoire && html` <span class="note">(demandée)</span>`}<span>${pourquoi(q)}</span></li>`)}</ul></section>`}
    ${longues.length > 0 && html`<section aria-labelledby="rubriques-longues"><h4 id="rubriques-longues">Trop longues</h4>
      <ul>${longues.map(([q, c]) => html`<li key=${q.titre + c.mot}>${lien(q)}<span> : ${nombreEcrit(c.n)} ${c.mot}s, ${nombreEcrit(c.max)} au plus</span></li>`)}</ul></section>`}
  </div>`;
}
