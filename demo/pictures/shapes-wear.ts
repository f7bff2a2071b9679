import type { Shape } from './shapes.ts'

export const wear: Readonly<Record<string, Shape>> = {
  skirt: {
    colour: '#86a3bd',
    draw: (p) => `<path d="M34 14h32l22 66q-38 14-76 0z" fill="${p.main}"/>
      ${[27, 38, 50, 62, 73].map((x, i) => `<path d="M${42 + i * 4} 22L${x} 87" stroke="${p.deep}" stroke-width="1.4" opacity=".4"/>`).join('')}
      <path d="M33 12h34l2 9H31z" fill="${p.side}"/><path d="M36 24L20 78q5 2 9 3l13-57z" fill="${p.shine}" opacity=".55"/>`,
  },
  sweater: {
    colour: '#efe6d5',
    draw: (p) => `<path d="M35 18L16 28 6 70l13 5 8-26v37q23 6 46 0V49l8 26 13-5-10-42-19-10q-15 10-30 0z" fill="${p.main}"/>
      <path d="M27 80q23 6 46 0v7q-23 6-46 0zM5 66l15 5-2 7-14-5zM95 66l-15 5 2 7 14-5z" fill="${p.side}" opacity=".55"/>
      <path d="M35 18q15 12 30 0l3 3q-18 15-36 0z" fill="${p.side}" opacity=".8"/>
      ${[36, 43, 50, 57, 64].map((x) => `<path d="M${x} 34q3 4 0 8t0 8 0 8 0 8 0 8" stroke="${p.deep}" stroke-width="1.3" fill="none" opacity=".28"/>`).join('')}`,
  },
  shirt: {
    colour: '#86a3bd',
    draw: (p) => `<path d="M36 15L17 25 8 68l12 4 7-23v39h46V49l7 23 12-4-9-43-19-10-14 8z" fill="${p.main}"/>
      <path d="M36 13l14 14 14-14 4 4-11 18-7-7-7 7-11-18z" fill="${p.pale}"/><path d="M50 30v58" stroke="${p.deep}" stroke-width="1.2" opacity=".45"/>
      ${[40, 52, 64, 76].map((y) => `<circle cx="53" cy="${y}" r="1.7" fill="${p.paper}"/>`).join('')}<path d="M59 44h10v11q-5 3-10 0z" fill="${p.side}" opacity=".35"/><path d="M27 49v39h8V38z" fill="${p.shine}" opacity=".4"/>`,
  },
  hoodie: {
    colour: '#a8c286',
    draw: (p) => `<path d="M34 24L16 33 6 74l14 5 8-24v32q22 5 44 0V55l8 24 14-5-10-41-18-9z" fill="${p.main}"/>
      <path d="M32 28Q32 8 50 8t18 20q-6 12-18 12T32 28z" fill="${p.side}"/><path d="M38 28q0-13 12-13t12 13q-5 7-12 7t-12-7z" fill="${p.deep}"/>
      <path d="M35 62h30l6 19q-21 5-42 0z" fill="${p.side}" opacity=".45"/><path d="M45 38v16M55 38v16" stroke="${p.pale}" stroke-width="2" stroke-linecap="round"/>`,
  },
  puffer: {
    colour: '#45464f',
    draw: (p) => `<path d="M37 16L17 25 6 72q7 6 15 4l7-24v35q22 6 44 0V52l7 24q8 2 15-4L83 25 63 16q-13 6-26 0z" fill="${p.main}"/>
      ${[36, 48, 60, 72].map((y) => `<path d="M27 ${y}q23 6 46 0" stroke="${p.deep}" stroke-width="1.6" fill="none" opacity=".55"/><path d="M27 ${y + 3}q23 6 46 0" stroke="#fff" stroke-width="2.6" fill="none" opacity=".22"/>`).join('')}
      <path d="M12 48l14 5M10 60l13 5M88 48l-14 5M90 60l-13 5" stroke="${p.deep}" stroke-width="1.5" opacity=".5"/>
      <path d="M36 11q14 7 28 0l3 11q-17 8-34 0z" fill="${p.side}"/><path d="M50 21v68" stroke="${p.steel}" stroke-width="2.4"/>`,
  },
  pants: {
    colour: '#45464f',
    draw: (
      p,
    ) => `<path d="M30 10h40l9 78q-10 4-19 1l-9-50h-2l-9 50q-9 3-19-1z" fill="${p.main}"/><path d="M29 9h42l1 8H28z" fill="${p.side}"/>
      <path d="M33 20l-7 62M67 20l7 62" stroke="${p.deep}" stroke-width="1.1" opacity=".35"/><path d="M34 18l-8 68 7 1 8-60z" fill="${p.shine}" opacity=".35"/><path d="M47 17l-2 10M53 17l2 10" stroke="${p.pale}" stroke-width="1.8" stroke-linecap="round"/>`,
  },
  beanie: {
    colour: '#b8573f',
    draw: (p) => `<circle cx="50" cy="14" r="9" fill="${p.pale}"/><path d="M16 64Q16 18 50 18t34 46z" fill="${p.main}"/>
      ${[26, 38, 50, 62, 74].map((x) => `<path d="M50 20Q${x} 34 ${x} 62" stroke="${p.deep}" stroke-width="1.4" fill="none" opacity=".35"/>`).join('')}
      <path d="M12 60q38-9 76 0 3 12 0 22-38-8-76 0-3-10 0-22z" fill="${p.side}"/>${[22, 32, 42, 52, 62, 72, 81].map((x) => `<path d="M${x} 60v17" stroke="${p.pale}" stroke-width="1.3" opacity=".35"/>`).join('')}`,
  },
}
