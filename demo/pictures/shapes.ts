import { darker, lighter } from './colour.ts'

/** Products the emoji set has no picture of, drawn in its manner. Each is a drawing on 100 × 100 in one colour that may vary. */
export interface Shape {
  /** Its colour where the product has no colour to choose. */
  colour: string
  draw: (paint: Paint) => string
}

export interface Paint {
  /** Main gradient, top light to bottom deep. */
  main: string
  /** Gradient of what is turned away. */
  side: string
  pale: string
  deep: string
  /** Metal, glass and paper that never take the product's colour. */
  gold: string
  steel: string
  paper: string
  ink: string
  screen: string
  shine: string
}

const stops = (...colours: string[]): string =>
  colours.map((colour, index) => `<stop offset="${index / (colours.length - 1)}" stop-color="${colour}"/>`).join('')
const down = (id: string, ...colours: string[]): string =>
  `<linearGradient id="${id}" x1=".2" y1="0" x2=".6" y2="1">${stops(...colours)}</linearGradient>`
const across = (id: string, ...colours: string[]): string =>
  `<linearGradient id="${id}" x1="0" y1="0" x2="1" y2=".15">${stops(...colours)}</linearGradient>`

/** The whole drawing as SVG. */
export function shapeSvg(shape: Shape, colour: string = shape.colour): string {
  const defs = [
    down('main', lighter(colour, 0.34), colour, darker(colour, 0.22)),
    across('side', darker(colour, 0.12), darker(colour, 0.34)),
    across('gold', '#f9e3ae', '#e3b664', '#b98436'),
    across('steel', '#f4f6fa', '#c6ccd8', '#8d95a8'),
    down('paper', '#ffffff', '#ece7e2'),
    down('ink', '#5b5c6c', '#2c2c3a'),
    down('screen', '#a8e4ff', '#5f9bff', '#7a5cf0'),
    across('shine', 'rgba(255,255,255,.75)', 'rgba(255,255,255,0)'),
  ].join('')
  const paint: Paint = {
    main: 'url(#main)',
    side: 'url(#side)',
    pale: lighter(colour, 0.62),
    deep: darker(colour, 0.38),
    gold: 'url(#gold)',
    steel: 'url(#steel)',
    paper: 'url(#paper)',
    ink: 'url(#ink)',
    screen: 'url(#screen)',
    shine: 'url(#shine)',
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="100" height="100"><defs>${defs}</defs>${shape.draw(paint)}</svg>`
}
