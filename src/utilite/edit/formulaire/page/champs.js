// One control for each way of asking (`SAISIE` of a forme); a new one is a function and a line of CONTROLES.
"use strict";

const MOTS = { oui: "Oui", non: "Non" };

function Constats({ route }) {
  const dits = constatsDe(route);
  return html`<div class="constats" id=${`${idDe(route)}-dit`}>
    ${dits.map((d) => html`<p class=${`constat ${d.gravite}`} key=${d.code + d.message}>
      <strong class="grave">${d.mot[0].toUpperCase() + d.mot.slice(1)}.</strong> ${dit(d)}
      ${d.reparation && html` <button type="button" class="mince" onClick=${() => repare(d)}>Remplacer par « ${enClair(d.reparation)} »</button>`}
    </p>`)}
  </div>`;
}

// French spaces: none of these signs starts or ends a line alone.
const fine = (texte) => texte.replace(/« /g, "«\u00a0").replace(/ ([»:;?!%€])/g, "\u00a0$1");
const capitale = (texte) => fine(texte[0].toUpperCase() + texte.slice(1));

// Where one click is enough, the words that tell what to type in a file are left out.
const dit = (d) => capitale(d.message + (d.conseil && !d.reparation ? ` : ${d.conseil}.` : "."));

function enClair({ valeur, autour }) {
  const environ = autour.environ ? "à peu près " : "";
  if (valeur === null || typeof valeur !== "object") return environ + valeur;
  return valeur.debut ? `de ${valeur.debut} à ${valeur.fin}` : Object.values(valeur).join(" et ");
}

function repare({ genre, route, reparation: { valeur, autour } }) {
  pose([genre, ...route], valeur);
  for (const [nom, a_cote] of Object.entries(autour)) pose([genre, ...route.slice(0, -1), nom], a_cote);
}

// Fields side by side: what is said of each has the whole width, under them.
function CoteACote({ children, routes, route }) {
  const dits = route && constatsDe(route).length ? `${idDe(route)}-dit` : undefined;
  return html`<div class="rang" role=${route && "group"} aria-describedby=${dits} data-route=${route && cle(route)}>${children}</div>
    ${routes.map((r) => html`<${Constats} route=${r} key=${cle(r)} />`)}${route && html`<${Constats} route=${route} />`}`;
}

function decrit(route, q) {
  const ids = [];
  if (q.aide || q.exemple || q.conseil) ids.push(`${idDe(route)}-aide`);
  if (q.max || limites(route).length) ids.push(`${idDe(route)}-compte`);
  if (constatsDe(route).length) ids.push(`${idDe(route)}-dit`);
  return {
    "aria-describedby": ids.join(" ") || undefined,
    "aria-invalid": constatsDe(route).some((d) => d.gravite === "error") ? "true" : undefined,
  };
}

function Aide({ q, route }) {
  const suite = [q.aide, q.conseil].filter(Boolean).join(" ");
  if (!suite && !q.exemple) return null;
  return html`<p class="aide" id=${`${idDe(route)}-aide`}>${suite}${q.exemple && html` <span class="exemple">Par exemple : ${q.exemple}</span>`}</p>`;
}

function Titre({ q }) {
  return html`${q.titre}${q.obligatoire && html` <span class="note">(demandé)</span>`}${q.interne && html` <span class="note">(reste interne)</span>`}`;
}

// A field with a label of its own.
function Cadre({ q, route, children }) {
  return html`<div class="champ" data-route=${cle(route)}>
    <label for=${idDe(route)}><${Titre} q=${q} /></label>
    <${Aide} q=${q} route=${route} />
    ${children}
    <${Compte} q=${q} route=${route} />
    ${!q.a_cote && html`<${Constats} route=${route} />`}
  </div>`;
}

// Several controls under one name.
function Groupe({ q, route, children, sobre, niveau }) {
  return html`<fieldset class=${sobre ? "champ groupe sobre" : "champ groupe"} data-route=${cle(route)} id=${`${idDe(route)}-groupe`}
      aria-describedby=${decrit(route, q)["aria-describedby"]}>
    <legend class=${niveau || ""}><${Titre} q=${q} /></legend>
    <${Aide} q=${q} route=${route} />
    ${children}
    <${Compte} q=${{}} route=${route} />
    <${Constats} route=${route} />
  </fieldset>`;
}

const texteDe = (route) => { const v = lis(route); return v === undefined || v === null || typeof v === "object" ? "" : String(v); };

// The signs that the référentiel allows, then those that a funder does (`rubriques.js`).
function Compte({ q, route }) {
  const bornes = [...(q.max ? [{ n: signesDe(texteDe(route)), max: q.max, mot: "signe" }] : []), ...limites(route)];
  if (!bornes.length) return null;
  return html`<div class="comptes" id=${`${idDe(route)}-compte`}>${bornes.map(({ n, max, mot, titre }) => html`
    <p class=${n > max ? "compte trop" : "compte"} key=${titre + mot}>${titre && `${titre} : `}${nombreEcrit(n)} ${mot}${n > 1 ? "s" : ""} sur ${nombreEcrit(max)}${n > max ? `, ${nombreEcrit(n - max)} de trop` : ""}</p>`)}</div>`;
}

function Saisie({ q, route, type = "text", mode, apres, classe, ...autres }) {
  return html`<input id=${idDe(route)} type=${type} inputmode=${mode} class=${classe} value=${texteDe(route)} autocomplete="off"
    onInput=${(e) => pose(route, e.target.value)}
    onBlur=${apres && ((e) => { const v = apres(e.target.value); if (v !== e.target.value) pose(route, v); })}
    ...${decrit(route, q)} ...${autres} />`;
}

// What French writes and nothing can misread: « 1 200 », « 12,5 ». All else is the checks' affair.
function nombre(ecrit) {
  const serre = ecrit.trim();
  if (/^-?\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d{1,2})?$/.test(serre) || /^-?\d+,\d{1,2}$/.test(serre)) {
    return serre.replace(/[ \u00a0\u202f]/g, "").replace(",", ".");
  }
  return serre;
}

const Nombre = (p) => html`<${Saisie} ...${p} mode="decimal" classe="court" apres=${nombre} />`;

function Prose({ q, route }) {
  const valeur = texteDe(route);
  const lignes = Math.min(18, Math.max(4, valeur.split("\n").length + Math.floor(valeur.length / 75) + 1));
  return html`<textarea id=${idDe(route)} rows=${lignes} value=${valeur}
    onInput=${(e) => pose(route, e.target.value)} ...${decrit(route, q)}></textarea>`;
}

function Radios({ route, choix, vide, valeur = texteDe(route) }) {
  const connus = choix.some((c) => c.id === valeur) || !valeur ? choix : [...choix, { id: valeur, titre: valeur }];
  return html`<div class="choix">${[...connus, ...(vide ? [{ id: "", titre: vide }] : [])].map((c) => html`
    <label class="option" key=${c.id}><input type="radio" name=${idDe(route)} checked=${valeur === c.id}
      onChange=${() => pose(route, c.id || undefined)} /> <span>${c.titre}</span></label>`)}</div>`;
}

function Liste({ q, route, choix, vide, pris = (v) => pose(route, v || undefined) }) {
  const valeur = texteDe(route);
  const connus = choix.some((c) => c.id === valeur) || !valeur ? choix : [...choix, { id: valeur, titre: valeur }];
  return html`<select id=${idDe(route)} value=${valeur} onChange=${(e) => pris(e.target.value)} ...${decrit(route, q)}>
    <option value="">${vide || "Choisissez…"}</option>
    ${connus.map((c) => html`<option value=${c.id} key=${c.id}>${c.titre}</option>`)}
  </select>`;
}

const PEU = 6;
function Choix({ q, route }) {
  const choix = q.choix || [];
  if (choix.length > PEU) return html`<${Cadre} q=${q} route=${route}><${Liste} q=${q} route=${route} choix=${choix} /><//>`;
  return html`<${Groupe} q=${q} route=${route} sobre><${Radios} route=${route} choix=${choix} vide="Sans réponse" /><//>`;
}

const OUI_NON = [{ id: "oui", titre: "Oui" }, { id: "non", titre: "Non" }];
function OuiNon({ q, route }) {
  const mot = { true: "oui", false: "non" }[texteDe(route)];
  return html`<${Groupe} q=${{ ...q, conseil: "" }} route=${route} sobre><${Radios} route=${route} choix=${OUI_NON} vide="Sans réponse" valeur=${mot} /><//>`;
}

function DateDuJour({ q, route }) {
  const valeur = texteDe(route);
  const libre = valeur && !/^\d{4}-\d{2}-\d{2}$/.test(valeur);
  return html`<${Cadre} q=${q} route=${route}><${Saisie} q=${q} route=${route} type=${libre ? "text" : "date"} classe="court" /><//>`;
}

function Periode({ q, route }) {
  const valeur = lis(route);
  const seule = valeur === undefined || typeof valeur !== "object";
  const debut = seule ? texteDe(route) : String(valeur.debut ?? "");
  const fin = seule ? "" : String(valeur.fin ?? "");
  const ecrit = (d, f) => pose(route, f ? { debut: d, fin: f } : d || undefined);
  return html`<${Groupe} q=${{ ...q, aide: q.aide || "Une année (2024), un mois (2024-09) ou un jour (2024-09-30). La fin ne se remplit que si le début ne dit pas tout." }} route=${route} sobre>
    <${CoteACote} routes=${[[...route, "debut"], [...route, "fin"]]}>
      ${[["debut", "Début", debut, (v) => ecrit(v, fin)], ["fin", "Fin", fin, (v) => ecrit(debut, v)]].map(([nom, titre, v, pose_]) => html`
        <div class="petit" key=${nom} data-route=${cle([...route, nom])}>
          <label for=${idDe([...route, nom])}>${titre}</label>
          <input id=${idDe([...route, nom])} class="court" value=${v} autocomplete="off" onInput=${(e) => pose_(e.target.value)}
            ...${decrit(nom === "debut" && seule ? route : [...route, nom], {})} />
        </div>`)}
    <//>
  <//>`;
}

// Several of the same: words to tick, lines, or groups of fields.
function Plusieurs({ q, route }) {
  const de = q.de || { saisie: "" };
  if (de.saisie === "choix") return html`<${Cases} q=${q} route=${route} choix=${de.choix || []} />`;
  const items = liste(route);
  const objet = de.saisie === "objet";
  return html`<${Groupe} q=${q} route=${route}>
    <${Repete} route=${route} items=${items} quoi=${q.titre} neuf=${objet ? {} : ""} classe=${de.saisie === "ligne" ? "lignes" : ""}>
      ${(rang) => objet
        ? de.champs.map((c) => html`<${Champ} q=${c} route=${[...route, rang, c.id]} key=${c.id} />`)
        : html`<${Champ} q=${{ ...de, titre: `${q.titre}, ${rang + 1}` }} route=${[...route, rang]} />`}
    <//>
  <//>`;
}

function Repete({ route, items, quoi, neuf, children, ajouter = "Ajouter", classe }) {
  const bouton = useRef(null);
  const plus = () => {
    ajoute(route, neuf);
    requestAnimationFrame(() => {
      const blocs = document.querySelectorAll(`[data-liste='${idDe(route)}'] > li`);
      const champ = blocs.length && blocs[blocs.length - 1].querySelector("input, textarea, select");
      if (champ) champ.focus();
    });
  };
  const moins = (rang) => { retire(route, rang); requestAnimationFrame(() => bouton.current && bouton.current.focus()); };
  return html`
    ${items.length > 0 && html`<ol class=${`repete ${classe || ""}`} data-liste=${idDe(route)}>
      ${items.map((_, rang) => html`<li key=${rang} data-route=${cle([...route, rang])}>
        <div class="contenu">${children(rang)}<${Constats} route=${[...route, rang]} /></div>
        <button type="button" class="retirer" onClick=${() => moins(rang)} aria-label=${`Retirer : ${quoi}, ${rang + 1}`}>Retirer</button>
      </li>`)}
    </ol>`}
    <button type="button" class="ajouter" ref=${bouton} onClick=${plus} aria-label=${`${ajouter} : ${quoi}`}>+ ${ajouter}</button>`;
}

function Cases({ q, route, choix }) {
  const valeur = liste(route).filter((v) => typeof v === "string");
  const connus = [...choix, ...valeur.filter((v) => v && !choix.some((c) => c.id === v)).map((v) => ({ id: v, titre: v }))];
  const bascule = (id, coche) => pose(route, connus.map((c) => c.id).filter((v) => (v === id ? coche : valeur.includes(v))));
  return html`<${Groupe} q=${q} route=${route} sobre>
    <div class="choix cases">${connus.map((c) => html`<label class="option" key=${c.id} >
      <input type="checkbox" checked=${valeur.includes(c.id)} onChange=${(e) => bascule(c.id, e.target.checked)} /> <span>${c.titre}</span></label>`)}</div>
  <//>`;
}

function Objet({ q, route }) {
  return html`<${Groupe} q=${q} route=${route}>
    ${(q.champs || []).map((c) => html`<${Champ} q=${c} route=${[...route, c.id]} key=${c.id} />`)}
  <//>`;
}

const BUDGET = {
  charges: ["Ce que l'action coûte", "une dépense"], produits: ["Ce qui la paie", "une recette"],
  compte: "Compte", libelle: "Vos mots pour cette ligne", montant: "Prévu, en euros", realise: "Réalisé, en euros",
  financeur: "Financeur (subvention)", etat: "Où en est la subvention",
};
function Budget({ q, route }) {
  return html`<${Groupe} q=${q} route=${route}>
    ${q.cotes.map((cote) => {
      const ici = [...route, cote.id];
      const items = liste(ici);
      const total = items.reduce((somme, ligne) => somme + (/^(86|87)/.test(ligne.compte) ? 0 : Number(ligne.montant) || 0), 0);
      return html`<${Groupe} q=${{ titre: BUDGET[cote.id][0] }} route=${ici} key=${cote.id}>
        <${Repete} route=${ici} items=${items} quoi=${BUDGET[cote.id][1]} neuf=${{}} ajouter="Ajouter une ligne">
          ${(rang) => cote.cles
            .filter((c) => !["financeur", "etat"].includes(c) || /^74/.test(items[rang].compte) || items[rang][c])
            .map((c) => html`<${Champ} key=${c} route=${[...ici, rang, c]} q=${{
              titre: BUDGET[c],
              saisie: c === "compte" ? "choix" : c === "etat" ? "choix" : c === "montant" || c === "realise" ? "nombre" : "ligne",
              choix: c === "compte" ? cote.comptes : q.etats,
            }} />`)}
        <//>
        <p class="compte">Total prévu, hors bénévolat et dons en nature : ${total.toLocaleString("fr-FR")} €</p>
      <//>`;
    })}
  <//>`;
}

const enCadre = (type, mode, classe) => ({ q, route }) =>
  html`<${Cadre} q=${q} route=${route}><${Saisie} q=${q} route=${route} type=${type} mode=${mode} classe=${classe} /><//>`;

const CONTROLES = {
  ligne: enCadre("text"),
  prose: ({ q, route }) => html`<${Cadre} q=${q} route=${route}><${Prose} q=${q} route=${route} /><//>`,
  nombre: ({ q, route }) => html`<${Cadre} q=${q} route=${route}><${Nombre} q=${q} route=${route} /><//>`,
  numero: enCadre("text", "numeric", "moyen"),
  courriel: enCadre("text", "email"),
  telephone: enCadre("text", "tel", "moyen"),
  url: enCadre("text", "url"),
  oui_non: OuiNon,
  choix: Choix,
  date: DateDuJour,
  periode: Periode,
  liste: Plusieurs,
  objet: Objet,
  budget: Budget,
};

function Champ({ q, route }) {
  const Controle = CONTROLES[q.saisie];
  return Controle ? html`<${Controle} q=${q} route=${route} />` : null;
}
