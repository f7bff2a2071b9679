import type { Shape } from './shapes.ts'

export const house: Readonly<Record<string, Shape>> = {
  quilt: {
    colour: '#86a3bd',
    draw: (
      p,
    ) => `<path d="M10 62q40-14 80 0v14q-40 14-80 0z" fill="${p.side}"/><path d="M10 46q40-14 80 0v16q-40 14-80 0z" fill="${p.main}"/>
      <path d="M12 34q38-16 76 0l2 14q-40 14-80 0z" fill="${p.pale}"/><path d="M18 31q32-12 64 0" stroke="${p.deep}" stroke-width="1.2" fill="none" opacity=".3"/>
      <path d="M10 52q40-13 80 0M10 68q40-13 80 0" stroke="#fff" stroke-width="1.6" fill="none" opacity=".4"/><rect x="42" y="30" width="16" height="52" rx="3" fill="${p.paper}" opacity=".85"/><path d="M46 40h8M46 45h8" stroke="${p.deep}" stroke-width="1.4" opacity=".6"/>`,
  },
  pillow: {
    colour: '#efe6d5',
    draw: (p) => `<path d="M10 32q4-12 16-8 24 6 48 0 12-4 16 8 4 20 0 38-4 12-16 8-24-6-48 0-12 4-16-8-4-18 0-38z" fill="${p.main}"/>
      <path d="M20 34q6 2 12 0M68 34q6 2 12 0M20 68q6-3 12-1M68 67q6-2 12 1" stroke="${p.deep}" stroke-width="1.4" fill="none" opacity=".35"/><path d="M17 34q32 12 66 0-3 18 0 34-32-10-66 0 4-16 0-34z" fill="#fff" opacity=".22"/>`,
  },
  towel: {
    colour: '#a8c286',
    draw: (
      p,
    ) => `<rect x="14" y="58" width="72" height="22" rx="10" fill="${p.side}"/><rect x="16" y="38" width="68" height="22" rx="10" fill="${p.main}"/><rect x="20" y="20" width="60" height="20" rx="9" fill="${p.pale}"/>
      <path d="M62 20h7v20h-7zM66 38h7v22h-7zM68 58h7v22h-7z" fill="#fff" opacity=".55"/><path d="M24 27h30M22 46h36M20 67h40" stroke="#fff" stroke-width="2" stroke-linecap="round" opacity=".35"/>`,
  },
  curtain: {
    colour: '#86a3bd',
    draw: (
      p,
    ) => `<rect x="20" y="20" width="60" height="66" fill="#dff1fb"/><path d="M50 20v66M20 52h60" stroke="#fff" stroke-width="3"/><rect x="6" y="12" width="88" height="6" rx="3" fill="${p.gold}"/>
      <path d="M10 18h32q-2 30-14 42 6 14 6 28H10z" fill="${p.main}"/><path d="M90 18H58q2 30 14 42-6 14-6 28h24z" fill="${p.main}"/>
      ${[17, 24, 31].map((x) => `<path d="M${x} 18q0 34-3 44v26" stroke="${p.deep}" stroke-width="1.3" fill="none" opacity=".3"/><path d="M${100 - x} 18q0 34 3 44v26" stroke="${p.deep}" stroke-width="1.3" fill="none" opacity=".3"/>`).join('')}<path d="M10 58h20v5H10zM70 58h20v5H70z" fill="${p.gold}"/>`,
  },
  rug: {
    colour: '#c39a6a',
    draw: (p) =>
      `<path d="M50 24L94 54 50 84 6 54z" fill="${p.side}"/><path d="M50 20L94 50 50 80 6 50z" fill="${p.main}"/><path d="M50 28l32 22-32 22-32-22z" fill="none" stroke="${p.pale}" stroke-width="2.4"/><path d="M50 37l19 13-19 13-19-13z" fill="${p.pale}" opacity=".6"/><path d="M50 43l10 7-10 7-10-7z" fill="${p.deep}" opacity=".55"/>`,
  },
  box: {
    colour: '#efe6d5',
    draw: (p) =>
      `<path d="M12 38h76l-6 46q-32 5-64 0z" fill="${p.main}"/><rect x="8" y="26" width="84" height="15" rx="5" fill="${p.side}" opacity=".75"/><rect x="36" y="52" width="28" height="9" rx="4.5" fill="${p.deep}" opacity=".7"/><path d="M20 44l4 36q4 1 8 1l-3-37z" fill="${p.shine}" opacity=".6"/>`,
  },
  lamp: {
    colour: '#efe6d5',
    draw: (p) =>
      `<ellipse cx="50" cy="58" rx="40" ry="30" fill="#fff3c4" opacity=".55"/><path d="M36 10h28l14 36H22z" fill="${p.main}"/><ellipse cx="50" cy="46" rx="28" ry="5" fill="#ffe9a3"/><rect x="47.5" y="48" width="5" height="34" fill="${p.gold}"/><ellipse cx="50" cy="85" rx="20" ry="6" fill="${p.ink}"/><ellipse cx="50" cy="83" rx="20" ry="5" fill="${p.gold}"/><path d="M38 13L28 43q6 1 10 1l6-31z" fill="${p.shine}" opacity=".7"/>`,
  },
  diffuser: {
    colour: '#efe6d5',
    draw: (p) =>
      `<path d="M44 8q-8 8 0 14t0 12M56 4q8 9 0 16t0 13" stroke="#fff" stroke-width="4" fill="none" opacity=".75" stroke-linecap="round"/><path d="M34 40q16-12 32 0l10 34q0 14-26 14t-26-14z" fill="${p.main}"/><ellipse cx="50" cy="38" rx="8" ry="3" fill="${p.deep}"/><path d="M25 70q25 9 50 0l1 6q0 12-26 12T24 76z" fill="${p.gold}"/><path d="M37 42l-9 28q5 2 9 2l6-32z" fill="${p.shine}" opacity=".6"/>`,
  },
  kettle: {
    colour: '#45464f',
    draw: (p) =>
      `<path d="M26 40L8 26q-3 6 6 22l12 14z" fill="${p.side}"/><path d="M30 32h40l8 46q-28 10-56 0z" fill="${p.main}"/><path d="M70 36q22-2 20 16-2 20-16 22l-1-7q9-3 10-15 1-9-12-8z" fill="${p.ink}"/><path d="M32 26h36l2 8H30z" fill="${p.steel}"/><circle cx="50" cy="20" r="5" fill="${p.gold}"/><path d="M20 80q30 10 60 0v7q-30 8-60 0z" fill="${p.ink}"/><path d="M34 36l-6 40q6 2 9 2l5-42z" fill="${p.shine}" opacity=".5"/>`,
  },
  thermos: {
    colour: '#86a3bd',
    draw: (p) =>
      `<rect x="38" y="6" width="24" height="18" rx="5" fill="${p.steel}"/><rect x="35" y="22" width="30" height="8" rx="3" fill="${p.side}"/><path d="M33 30h34v54q0 9-17 9t-17-9z" fill="${p.main}"/><path d="M33 76h34v8q0 9-17 9t-17-9z" fill="${p.side}" opacity=".55"/><rect x="38" y="33" width="6" height="48" rx="3" fill="#fff" opacity=".45"/><rect x="52" y="46" width="9" height="22" rx="2" fill="${p.pale}" opacity=".7"/>`,
  },
  mug: {
    colour: '#86a3bd',
    draw: (p) =>
      `<path d="M68 38q26-4 24 18-2 20-26 20v-8q15-2 17-13 0-11-15-9z" fill="${p.side}"/><path d="M14 30h58v40q0 18-29 18T14 70z" fill="${p.main}"/><ellipse cx="43" cy="30" rx="29" ry="8" fill="${p.pale}"/><ellipse cx="43" cy="31" rx="24" ry="5.6" fill="#6b4330"/><path d="M14 60q29 13 58 0v10q0 18-29 18T14 70z" fill="${p.deep}" opacity=".32"/><rect x="20" y="40" width="6" height="34" rx="3" fill="#fff" opacity=".4"/>`,
  },
  vase: {
    colour: '#b8573f',
    draw: (p) =>
      `<path d="M48 34Q40 18 30 12M52 34q2-18 16-26M50 34V6" stroke="#7d8f5c" stroke-width="2.4" fill="none"/><circle cx="30" cy="12" r="5" fill="#e8b7a0"/><circle cx="68" cy="9" r="5.5" fill="#f1d3a5"/><circle cx="50" cy="7" r="5" fill="#e39a86"/><path d="M40 32h20q2 10 0 14 22 10 18 30-4 14-28 14T22 76q-4-20 18-30-2-4 0-14z" fill="${p.main}"/><ellipse cx="50" cy="32" rx="10" ry="3" fill="${p.deep}"/><path d="M38 50q-12 10-9 26 3 6 8 8-5-18 6-32z" fill="${p.shine}" opacity=".55"/>`,
  },
  pot: {
    colour: '#45464f',
    draw: (p) =>
      `<rect x="16" y="14" width="68" height="74" rx="20" fill="${p.main}"/><rect x="26" y="44" width="48" height="34" rx="9" fill="#2a2b36"/><rect x="29" y="47" width="42" height="28" rx="7" fill="#f0a24a" opacity=".65"/><path d="M34 70q8-12 16-2t16-4v9H34z" fill="#e7c08a"/><circle cx="50" cy="29" r="8" fill="${p.steel}"/><path d="M50 23v6" stroke="#555b6b" stroke-width="2"/><rect x="38" y="80" width="24" height="5" rx="2.5" fill="${p.steel}"/><rect x="21" y="22" width="6" height="54" rx="3" fill="#fff" opacity=".28"/>`,
  },
}
