import type { Shape } from './shapes.ts'

export const gear: Readonly<Record<string, Shape>> = {
  phone: {
    colour: '#86a3bd',
    draw: (p) =>
      `<rect x="44" y="8" width="40" height="80" rx="9" fill="${p.main}"/><rect x="49" y="13" width="18" height="25" rx="6" fill="${p.side}"/><circle cx="55" cy="20" r="4.4" fill="#22222c"/><circle cx="55" cy="31" r="4.4" fill="#22222c"/><circle cx="63" cy="25.5" r="2.4" fill="#fbeec8"/><circle cx="54" cy="19" r="1.4" fill="#7aa5ff"/><circle cx="54" cy="30" r="1.4" fill="#7aa5ff"/><rect x="16" y="14" width="40" height="80" rx="9" fill="${p.ink}"/><rect x="18.5" y="16.5" width="35" height="75" rx="7" fill="${p.screen}"/><circle cx="36" cy="21" r="2" fill="#22222c"/><path d="M18.5 66q17-20 35-6v24q0 7.500-7 7.500h-21q-7 0-7-7.500z" fill="#fff" opacity=".28"/><path d="M22 18h10L20 60z" fill="#fff" opacity=".25"/>`,
  },
  tablet: {
    colour: '#45464f',
    draw: (p) =>
      `<rect x="6" y="16" width="80" height="62" rx="8" fill="${p.main}"/><rect x="10" y="20" width="72" height="54" rx="5" fill="${p.screen}"/><path d="M10 58q22-26 44-8t28-10v29q0 5-5 5H15q-5 0-5-5z" fill="#fff" opacity=".3"/><circle cx="66" cy="34" r="7" fill="#fff4c7" opacity=".9"/><rect x="86" y="20" width="5" height="60" rx="2.500" fill="${p.paper}" transform="rotate(8 88 50)"/>`,
  },
  case: {
    colour: '#eba3b3',
    draw: (p) =>
      `<rect x="26" y="6" width="48" height="88" rx="12" fill="${p.main}"/><rect x="31" y="12" width="24" height="30" rx="8" fill="#22222c" opacity=".85"/><circle cx="38.500" cy="20" r="5" fill="#3a3b4a"/><circle cx="38.500" cy="33" r="5" fill="#3a3b4a"/><circle cx="48" cy="27" r="2.600" fill="#fbeec8"/><circle cx="52" cy="64" r="13" fill="none" stroke="${p.pale}" stroke-width="2.400"/><path d="M52 79v6" stroke="${p.pale}" stroke-width="2.400" stroke-linecap="round"/><rect x="29" y="46" width="4" height="40" rx="2" fill="#fff" opacity=".4"/>`,
  },
  charger: {
    colour: '#efeef2',
    draw: (p) =>
      `<rect x="36" y="6" width="6" height="18" rx="2" fill="${p.steel}"/><rect x="58" y="6" width="6" height="18" rx="2" fill="${p.steel}"/><rect x="22" y="20" width="56" height="68" rx="14" fill="${p.main}"/><path d="M22 34q0-14 14-14h28q14 0 14 14v4H22z" fill="#fff" opacity=".3"/><rect x="36" y="48" width="28" height="8" rx="4" fill="#33333f"/><rect x="36" y="60" width="28" height="8" rx="4" fill="#33333f"/><rect x="38" y="72" width="24" height="8" rx="1.500" fill="#f2703d"/><path d="M52 26l-7 10h5l-2 8 8-11h-5z" fill="#ffc24a"/>`,
  },
  cable: {
    colour: '#45464f',
    draw: (p) =>
      `<path d="M24 22q-4 34 26 34t26 30" fill="none" stroke="${p.side}" stroke-width="8" stroke-linecap="round"/><circle cx="50" cy="56" r="23" fill="none" stroke="${p.main}" stroke-width="7"/><circle cx="50" cy="56" r="14" fill="none" stroke="${p.side}" stroke-width="6"/><rect x="15" y="8" width="18" height="22" rx="5" fill="${p.main}"/><rect x="19" y="2" width="10" height="8" rx="2" fill="${p.steel}"/><rect x="67" y="78" width="18" height="16" rx="5" fill="${p.main}"/><rect x="71" y="92" width="10" height="6" rx="2" fill="${p.steel}"/><rect x="38" y="52" width="24" height="8" rx="4" fill="${p.gold}"/>`,
  },
  powerbank: {
    colour: '#efe6d5',
    draw: (p) =>
      `<rect x="24" y="8" width="52" height="84" rx="12" fill="${p.main}"/><rect x="24" y="8" width="12" height="84" rx="6" fill="#fff" opacity=".35"/><circle cx="52" cy="44" r="15" fill="none" stroke="${p.deep}" stroke-width="2.600" opacity=".55"/><path d="M54 34l-8 12h6l-3 9 9-13h-6z" fill="#f2a33d"/><g fill="#3fc37c"><circle cx="41" cy="78" r="2.400"/><circle cx="49" cy="78" r="2.400"/><circle cx="57" cy="78" r="2.400"/></g><circle cx="65" cy="78" r="2.400" fill="${p.deep}" opacity=".35"/>`,
  },
  earbuds: {
    colour: '#efeef2',
    draw: (p) =>
      `<path d="M20 62q0-14 14-14h32q14 0 14 14v14q0 16-16 16H36q-16 0-16-16z" fill="${p.main}"/><path d="M20 62q0-14 14-14h32q14 0 14 14v3H20z" fill="${p.side}" opacity=".45"/><circle cx="50" cy="74" r="2.600" fill="#3fc37c"/><g><path d="M22 22q0-12 12-12t12 12-9 12l-2 12q-6 2-7-2l1-10q-7-4-7-12z" fill="${p.main}"/><ellipse cx="29" cy="22" rx="5" ry="7" fill="#33333f"/><path d="M78 22q0-12-12-12T54 22t9 12l2 12q6 2 7-2l-1-10q7-4 7-12z" fill="${p.main}"/><ellipse cx="71" cy="22" rx="5" ry="7" fill="#33333f"/></g><path d="M26 68q2 16 10 19" stroke="#fff" stroke-width="3" fill="none" opacity=".5" stroke-linecap="round"/>`,
  },
  speaker: {
    colour: '#b8573f',
    draw: (p) =>
      `<path d="M34 12q16-12 32 0" fill="none" stroke="${p.gold}" stroke-width="4"/><rect x="12" y="14" width="76" height="74" rx="18" fill="${p.main}"/><rect x="18" y="28" width="64" height="54" rx="13" fill="${p.side}"/>${[0, 1, 2, 3, 4].map((row) => [0, 1, 2, 3, 4, 5, 6].map((col) => `<circle cx="${26 + col * 8}" cy="${36 + row * 9.4}" r="1.8" fill="#fff" opacity=".28"/>`).join('')).join('')}<circle cx="50" cy="55" r="19" fill="${p.deep}"/><circle cx="50" cy="55" r="11" fill="${p.main}"/><circle cx="46" cy="51" r="4" fill="#fff" opacity=".4"/><circle cx="72" cy="21" r="3.200" fill="${p.gold}"/><circle cx="62" cy="21" r="2" fill="#fff" opacity=".6"/>`,
  },
  monitor: {
    colour: '#45464f',
    draw: (p) =>
      `<path d="M44 70h12l3 16H41z" fill="${p.steel}"/><rect x="28" y="85" width="44" height="6" rx="3" fill="${p.steel}"/><rect x="4" y="12" width="92" height="60" rx="6" fill="${p.main}"/><rect x="7.500" y="15.500" width="85" height="53" rx="3.500" fill="${p.screen}"/><path d="M7.500 56q24-28 46-8t39-12v29q0 3.500-3.500 3.500H11q-3.500 0-3.500-3.500z" fill="#fff" opacity=".28"/><circle cx="74" cy="30" r="6.500" fill="#fff4c7"/>`,
  },
  router: {
    colour: '#efeef2',
    draw: (p) =>
      `<path d="M18 58V14M39 58V10M61 58V10M82 58V14" stroke="${p.ink}" stroke-width="5" stroke-linecap="round"/><rect x="6" y="54" width="88" height="32" rx="12" fill="${p.main}"/><path d="M6 66q0-12 12-12h64q12 0 12 12z" fill="#fff" opacity=".3"/>${['#3fc37c', '#3fc37c', '#3fa3f2', '#3fa3f2', '#f2a33d'].map((c, i) => `<circle cx="${30 + i * 10}" cy="74" r="2.600" fill="${c}"/>`).join('')}`,
  },
  ssd: {
    colour: '#45464f',
    draw: (p) =>
      `<g transform="rotate(-10 50 50)"><rect x="20" y="16" width="60" height="70" rx="10" fill="${p.main}"/>${[26, 34, 42, 50, 58].map((y) => `<rect x="27" y="${y}" width="46" height="3.400" rx="1.700" fill="#fff" opacity=".16"/>`).join('')}<rect x="42" y="83" width="16" height="6" rx="2" fill="#22222c"/><circle cx="72" cy="76" r="2.600" fill="#3fa3f2"/><rect x="28" y="68" width="20" height="9" rx="2" fill="${p.gold}"/></g>`,
  },
  vacuum: {
    colour: '#f2703d',
    draw: (p) =>
      `<rect x="46" y="30" width="6" height="54" rx="3" fill="${p.steel}" transform="rotate(14 49 57)"/><path d="M18 82h46q6 0 6 5v6H14v-5q0-6 4-6z" fill="${p.ink}"/><path d="M46 8h26q16 0 16 14T72 36H52q-10 0-10-12z" fill="${p.main}"/><rect x="44" y="18" width="26" height="20" rx="6" fill="#dff0fb" opacity=".85"/><path d="M72 14q12 0 12 8t-10 8" fill="none" stroke="${p.ink}" stroke-width="5"/><rect x="48" y="22" width="6" height="12" rx="3" fill="${p.deep}" opacity=".5"/><path d="M22 84h30" stroke="#8ff0b0" stroke-width="2.400" stroke-linecap="round"/>`,
  },
  fan: {
    colour: '#efeef2',
    draw: (p) =>
      `<rect x="46" y="60" width="8" height="26" fill="${p.steel}"/><ellipse cx="50" cy="89" rx="22" ry="6" fill="${p.main}"/><circle cx="50" cy="38" r="34" fill="${p.main}"/><circle cx="50" cy="38" r="29" fill="#eaf4fa"/>${[0, 120, 240].map((a) => `<path d="M50 38q-4-20 8-27 14 8 4 22-5 6-12 5z" fill="${p.side}" opacity=".75" transform="rotate(${a} 50 38)"/>`).join('')}${[9, 17, 25].map((r) => `<circle cx="50" cy="38" r="${r}" fill="none" stroke="#9fb1c2" stroke-width="1" opacity=".7"/>`).join('')}<circle cx="50" cy="38" r="6" fill="${p.gold}"/>`,
  },
  band: {
    colour: '#45464f',
    draw: (p) =>
      `<path d="M36 4h28l-3 24H39zM39 72h22l3 24H36z" fill="${p.main}"/><rect x="30" y="22" width="40" height="56" rx="14" fill="${p.side}"/><rect x="33" y="25" width="34" height="50" rx="11" fill="#1d1d28"/><circle cx="50" cy="46" r="12" fill="none" stroke="#2c2c3a" stroke-width="4"/><path d="M50 34a12 12 0 1 1-10.400 18" fill="none" stroke="#58e08e" stroke-width="4" stroke-linecap="round"/><path d="M40 66h4l3-5 4 8 3-5h6" fill="none" stroke="#ff6f7d" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/><path d="M44 84h12M45 90h10" stroke="#fff" stroke-width="1.400" opacity=".35"/>`,
  },
}
