import type { Shape } from './shapes.ts'

const label = (x: number, y: number, width: number): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="3" rx="1.5" fill="#fff" opacity=".85"/><rect x="${x + width * 0.15}" y="${y + 6}" width="${width * 0.7}" height="1.8" rx=".9" fill="#fff" opacity=".6"/><rect x="${x + width * 0.25}" y="${y + 10}" width="${width * 0.5}" height="1.8" rx=".9" fill="#fff" opacity=".45"/>`

export const care: Readonly<Record<string, Shape>> = {
  tube: {
    colour: '#8cc0b4',
    draw: (p) =>
      `<path d="M28 8h44l-8 64H36z" fill="${p.main}"/><path d="M27 5h46v8H27z" fill="${p.pale}"/><path d="M36 72h28v8H36z" fill="${p.steel}"/><rect x="34" y="78" width="32" height="15" rx="4" fill="${p.paper}"/><path d="M34 14l5 56h6l-3-56z" fill="${p.shine}" opacity=".6"/>${label(40, 34, 20)}`,
  },
  jar: {
    colour: '#e7b3bd',
    draw: (p) =>
      `<rect x="14" y="46" width="72" height="40" rx="14" fill="${p.main}"/><rect x="10" y="26" width="80" height="25" rx="8" fill="${p.gold}"/><rect x="10" y="26" width="80" height="8" rx="4" fill="#fff" opacity=".35"/><path d="M20 54h7v24q-7-1-7-10z" fill="#fff" opacity=".5"/>${label(38, 60, 24)}`,
  },
  bottle: {
    colour: '#9ec5dc',
    draw: (p) =>
      `<path d="M48 6h22q6 0 6 5h-16v8H48z" fill="${p.steel}"/><rect x="46" y="14" width="10" height="12" fill="${p.steel}"/><rect x="38" y="24" width="26" height="9" rx="3" fill="${p.paper}"/><path d="M30 42q0-10 10-10h22q10 0 10 10v42q0 9-9 9H39q-9 0-9-9z" fill="${p.main}"/><rect x="34" y="40" width="6" height="46" rx="3" fill="#fff" opacity=".5"/>${label(43, 54, 22)}`,
  },
  spray: {
    colour: '#a9d3df',
    draw: (p) =>
      `<path d="M38 8h24v10q0 6-4 6H42q-4 0-4-6z" fill="${p.paper}"/><rect x="34" y="12" width="6" height="5" rx="2" fill="${p.steel}"/><g fill="#fff" opacity=".8"><circle cx="26" cy="13" r="2"/><circle cx="19" cy="9" r="2.4"/><circle cx="19" cy="18" r="2"/><circle cx="11" cy="13" r="2.6"/></g><path d="M34 30q0-5 5-5h22q5 0 5 5v55q0 8-8 8H42q-8 0-8-8z" fill="${p.main}"/><rect x="38" y="32" width="5" height="52" rx="2.5" fill="#fff" opacity=".5"/>${label(46, 50, 16)}`,
  },
  dropper: {
    colour: '#e2a45e',
    draw: (p) =>
      `<path d="M43 4h14q3 0 3 4v14H40V8q0-4 3-4z" fill="${p.ink}"/><rect x="38" y="21" width="24" height="9" rx="2" fill="${p.gold}"/><path d="M42 30h16v6q14 4 14 16v32q0 9-9 9H37q-9 0-9-9V52q0-12 14-16z" fill="${p.main}"/><rect x="47.5" y="30" width="5" height="34" rx="2.5" fill="#fff" opacity=".55"/><path d="M33 50q0-8 8-10v47q-8 0-8-6z" fill="#fff" opacity=".38"/><rect x="38" y="60" width="24" height="22" rx="3" fill="${p.paper}"/><path d="M43 67h14M45 72h10" stroke="${p.deep}" stroke-width="1.8" opacity=".7"/>`,
  },
  mask: {
    colour: '#9fd0d8',
    draw: (p) =>
      `<rect x="46" y="12" width="44" height="62" rx="5" fill="${p.side}" transform="rotate(9 68 43)"/><rect x="12" y="16" width="52" height="72" rx="5" fill="${p.main}"/><path d="M12 20q0-4 4-4h44q4 0 4 4v5H12z" fill="#fff" opacity=".6"/><path d="M24 48q0-16 14-16t14 16q0 22-14 24-14-2-14-24z" fill="${p.paper}"/><ellipse cx="32" cy="47" rx="3.4" ry="2.2" fill="${p.deep}" opacity=".55"/><ellipse cx="44" cy="47" rx="3.4" ry="2.2" fill="${p.deep}" opacity=".55"/><path d="M34 60q4 3 8 0" stroke="${p.deep}" stroke-width="1.8" fill="none" opacity=".55"/><path d="M26 80h24" stroke="#fff" stroke-width="2.6" stroke-linecap="round"/>`,
  },
  cushion: {
    colour: '#ebc9a6',
    draw: (p) =>
      `<circle cx="50" cy="34" r="29" fill="${p.gold}"/><circle cx="50" cy="34" r="24" fill="#dff0fb"/><path d="M34 40L52 14l10 5-18 30z" fill="#fff" opacity=".6"/><ellipse cx="50" cy="70" rx="38" ry="20" fill="${p.gold}"/><ellipse cx="50" cy="66" rx="38" ry="19" fill="${p.paper}"/><ellipse cx="50" cy="66" rx="28" ry="13" fill="${p.main}"/><ellipse cx="43" cy="62" rx="12" ry="4" fill="#fff" opacity=".4"/>`,
  },
  tint: {
    colour: '#c8364f',
    draw: (p) =>
      `<g transform="rotate(12 50 50)"><rect x="40" y="4" width="20" height="42" rx="4" fill="${p.gold}"/><rect x="38" y="44" width="24" height="6" rx="2" fill="${p.ink}"/><rect x="36" y="49" width="28" height="45" rx="6" fill="#fff" opacity=".55"/><rect x="40" y="53" width="20" height="37" rx="4" fill="${p.main}"/><rect x="42" y="55" width="4" height="32" rx="2" fill="#fff" opacity=".55"/><rect x="43" y="7" width="4" height="36" rx="2" fill="#fff" opacity=".5"/></g>`,
  },
  palette: {
    colour: '#b98474',
    draw: (p) =>
      `<rect x="8" y="8" width="84" height="36" rx="6" fill="${p.side}"/><rect x="14" y="13" width="72" height="26" rx="3" fill="#dff0fb"/><path d="M24 36l18-22 9 0-18 22z" fill="#fff" opacity=".6"/><rect x="8" y="44" width="84" height="48" rx="6" fill="${p.paper}"/>${['#f3dcc8', '#e4b79e', '#c98a76', '#a8604f', '#f2c9c4', '#d98d8a', '#b65f63', '#7d3b45', '#e9d3b4', '#c9a06f', '#8f6747', '#54392f'].map((colour, i) => `<rect x="${13.5 + (i % 4) * 18.8}" y="${48.5 + Math.floor(i / 4) * 13.6}" width="16.6" height="11.6" rx="2.4" fill="${colour}"/>`).join('')}`,
  },
  mascara: {
    colour: '#34333d',
    draw: (p) =>
      `<g transform="rotate(-24 50 50)"><rect x="26" y="34" width="15" height="60" rx="5" fill="${p.main}"/><rect x="26" y="30" width="15" height="8" fill="${p.gold}"/><rect x="60" y="52" width="15" height="42" rx="5" fill="${p.main}"/><rect x="60" y="48" width="15" height="7" fill="${p.gold}"/><rect x="66" y="26" width="3" height="24" fill="${p.steel}"/><path d="M63 4q5-3 9 0l1 24q-5 3-11 0z" fill="#2a2933"/>${[7, 11, 15, 19, 23].map((y) => `<path d="M60 ${y}l15 2" stroke="#2a2933" stroke-width="1.6"/>`).join('')}<rect x="29" y="40" width="3" height="48" rx="1.5" fill="#fff" opacity=".35"/></g>`,
  },
  perfume: {
    colour: '#c9b2e6',
    draw: (p) =>
      `<rect x="38" y="6" width="24" height="17" rx="4" fill="${p.gold}"/><rect x="42" y="22" width="16" height="9" fill="${p.steel}"/><rect x="20" y="30" width="60" height="60" rx="12" fill="#fff" opacity=".55"/><rect x="25" y="35" width="50" height="50" rx="8" fill="${p.main}"/><path d="M25 43q0-8 8-8h34q8 0 8 8v8q-25-8-50 0z" fill="#fff" opacity=".5"/><rect x="35" y="55" width="30" height="18" rx="2" fill="${p.paper}"/><path d="M41 61h18M44 66h12" stroke="${p.deep}" stroke-width="1.6" opacity=".7"/><rect x="29" y="40" width="4" height="40" rx="2" fill="#fff" opacity=".6"/>`,
  },
}
