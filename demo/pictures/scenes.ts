import { arch, blit, type Canvas, canvas, ellipse, ground, type Place, type Sprite, table } from './canvas.ts'
import { darker, lighter, mix } from './colour.ts'

/** What a picture is made of. Every scene draws the same things the same way each time. */
export interface Cast {
  hero: Sprite
  friends: readonly Sprite[]
  colours: readonly [string, string]
  /** Varies the layout between products. */
  seed: number
}

export type Scene = keyof typeof scenes

/** Stands a thing on a line, with its shadow on the ground. */
function stand(to: Canvas, sprite: Sprite, at: { x: number; foot: number; size: number; angle?: number; shade: string }): void {
  const { box } = sprite
  const middle = at.foot - (box.bottom - 0.5) * at.size
  const wide = (box.right - box.left) * at.size
  ellipse(to, {
    x: at.x + wide * 0.03,
    y: at.foot - wide * 0.008,
    rx: wide * 0.58,
    ry: wide * 0.12,
    colour: at.shade,
    alpha: 0.34,
    soft: true,
  })
  ellipse(to, { x: at.x, y: at.foot - wide * 0.012, rx: wide * 0.42, ry: wide * 0.045, colour: at.shade, alpha: 0.5, soft: true })
  blit(to, sprite, {
    x: at.x - ((box.left + box.right) / 2 - 0.5) * at.size,
    y: middle,
    size: at.size,
    ...(at.angle === undefined ? {} : { angle: at.angle }),
  })
}

/** A thing that floats: its shadow lies to one side behind it. */
function float(to: Canvas, sprite: Sprite, place: Place & { shade: string }): void {
  ellipse(to, {
    x: place.x + place.size * 0.04,
    y: place.y + place.size * 0.1,
    rx: place.size * 0.46,
    ry: place.size * 0.44,
    colour: place.shade,
    alpha: 0.2,
    soft: true,
  })
  blit(to, sprite, place)
}

/** So that tall and wide things look equally large. */
function fit({ box }: Sprite, share: number): number {
  return share / Math.max(box.right - box.left, (box.bottom - box.top) * 0.98)
}

function front(size: number, { hero, colours: [inner, rim], seed }: Cast): Canvas {
  const to = canvas(size)
  ground(to, { inner, rim }, { x: 0.5, y: 0.42 })
  const accent = lighter(rim, 0.35)
  const kind = seed % 3
  if (kind === 0)
    ellipse(to, { x: size * 0.5, y: size * 0.47, rx: size * 0.37, ry: size * 0.37, colour: lighter(inner, 0.6), alpha: 0.62, soft: false })
  if (kind === 1)
    arch(to, { x: size * 0.5, top: size * 0.12, radius: size * 0.31, bottom: size * 0.79, colour: lighter(inner, 0.6), alpha: 0.6 })
  if (kind === 2) {
    ellipse(to, { x: size * 0.82, y: size * 0.2, rx: size * 0.2, ry: size * 0.2, colour: accent, alpha: 0.5, soft: false })
    ellipse(to, { x: size * 0.12, y: size * 0.78, rx: size * 0.14, ry: size * 0.14, colour: lighter(inner, 0.6), alpha: 0.6, soft: false })
    ellipse(to, { x: size * 0.5, y: size * 0.45, rx: size * 0.44, ry: size * 0.44, colour: '#ffffff', alpha: 0.5, soft: true })
  }
  // A low plinth gives the goods a place to stand.
  ellipse(to, { x: size * 0.5, y: size * 0.81, rx: size * 0.36, ry: size * 0.075, colour: mix(inner, rim, 0.75), alpha: 0.9, soft: false })
  ellipse(to, { x: size * 0.5, y: size * 0.795, rx: size * 0.36, ry: size * 0.072, colour: lighter(inner, 0.35), alpha: 1, soft: false })
  stand(to, hero, { x: size * 0.5, foot: size * 0.805, size: size * fit(hero, 0.64), shade: darker(rim, 0.55) })
  return to
}

const layouts: readonly (readonly (readonly [x: number, y: number, size: number, angle: number])[])[] = [
  [
    [0.27, 0.34, 0.36, -14],
    [0.73, 0.31, 0.36, 12],
    [0.5, 0.62, 0.5, -2],
  ],
  [
    [0.24, 0.24, 0.3, -16],
    [0.74, 0.24, 0.3, 10],
    [0.24, 0.74, 0.3, 9],
    [0.76, 0.75, 0.3, -12],
    [0.5, 0.49, 0.4, 0],
  ],
  [
    [0.2, 0.66, 0.32, -10],
    [0.8, 0.66, 0.32, 10],
    [0.5, 0.26, 0.3, 6],
    [0.5, 0.64, 0.46, 0],
  ],
  [
    [0.3, 0.3, 0.42, -18],
    [0.68, 0.66, 0.5, 14],
  ],
]

/** Several of it: what fills a box, a set, a table. */
function many(size: number, { hero, friends, colours: [inner, rim], seed }: Cast): Canvas {
  const to = canvas(size)
  ground(to, { inner: mix(inner, rim, 0.42), rim: mix(rim, darker(rim, 0.25), 0.35) }, { x: 0.35, y: 0.3 })
  ellipse(to, { x: size * 0.14, y: size * 0.1, rx: size * 0.42, ry: size * 0.42, colour: lighter(inner, 0.5), alpha: 0.32, soft: false })
  ellipse(to, { x: size * 0.9, y: size * 0.92, rx: size * 0.34, ry: size * 0.34, colour: lighter(inner, 0.5), alpha: 0.28, soft: false })
  const layout = layouts[seed % layouts.length] ?? []
  for (const [index, [x, y, share, angle]] of layout.entries()) {
    const mate = friends[0]
    const sprite = mate && layout.length > 2 && index === 1 ? mate : hero
    float(to, sprite, { x: x * size, y: y * size, size: size * fit(sprite, share), angle, shade: darker(rim, 0.5) })
  }
  return to
}

/** In use: on a table before a wall, with what goes with it. */
function living(size: number, { hero, friends, colours: [inner, rim], seed }: Cast): Canvas {
  const to = canvas(size)
  const left = seed % 2 === 0
  const side = (share: number): number => (left ? share : 1 - share) * size
  ground(to, { inner: lighter(inner, 0.3), rim: mix(inner, rim, 0.75) }, { x: left ? 0.25 : 0.75, y: 0.2 })
  if (seed % 3 === 0) {
    ellipse(to, { x: side(0.28), y: size * 0.3, rx: size * 0.19, ry: size * 0.19, colour: '#fff7df', alpha: 0.85, soft: false })
    ellipse(to, { x: side(0.28), y: size * 0.3, rx: size * 0.36, ry: size * 0.36, colour: '#fff7df', alpha: 0.4, soft: true })
  } else {
    arch(to, { x: side(0.3), top: size * 0.1, radius: size * 0.2, bottom: size * 0.66, colour: lighter(rim, 0.55), alpha: 0.75 })
    arch(to, { x: side(0.3), top: size * 0.14, radius: size * 0.16, bottom: size * 0.66, colour: '#ffffff', alpha: 0.5 })
  }
  table(to, { y: size * 0.66, light: lighter(rim, 0.2), deep: mix(rim, darker(rim, 0.3), 0.5) })
  ellipse(to, { x: size * 0.5, y: size * 0.665, rx: size * 0.9, ry: size * 0.012, colour: '#ffffff', alpha: 0.5, soft: true })
  const shade = darker(rim, 0.6)
  const friend = friends[0]
  if (friend) stand(to, friend, { x: side(0.22), foot: size * 0.76, size: size * fit(friend, 0.3), shade })
  stand(to, hero, { x: side(friend ? 0.62 : 0.5), foot: size * 0.87, size: size * fit(hero, 0.54), shade })
  return to
}

/** As a customer takes it: a bit crooked, on whatever table there was, in the light there was. */
function snap(size: number, { hero, friends, seed }: Cast): Canvas {
  const to = canvas(size)
  const tables: readonly (readonly [string, string])[] = [
    ['#d9b48a', '#9a6b42'],
    ['#e9e4dc', '#b7ada0'],
    ['#7f8a96', '#4a525d'],
    ['#cfd8d0', '#8fa096'],
  ]
  const [light, deep] = tables[seed % tables.length] ?? ['#e9e4dc', '#b7ada0']
  ground(to, { inner: light, rim: deep }, { x: 0.2 + (seed % 5) * 0.15, y: 0.15 })
  for (let line = 0; line < 6; line += 1) {
    ellipse(to, {
      x: size * 0.5,
      y: size * (0.1 + line * 0.17),
      rx: size,
      ry: size * 0.006,
      colour: darker(deep, 0.3),
      alpha: 0.25,
      soft: true,
    })
  }
  const angle = ((seed * 7) % 30) - 15
  float(to, hero, { x: size * (0.44 + (seed % 4) * 0.04), y: size * 0.52, size: size * fit(hero, 0.66), angle, shade: '#2a2018' })
  const friend = friends[0]
  if (friend && seed % 2 === 0)
    float(to, friend, { x: size * 0.83, y: size * 0.2, size: size * fit(friend, 0.27), angle: -angle, shade: '#2a2018' })
  ellipse(to, { x: size * 0.2, y: size * 0.1, rx: size * 0.7, ry: size * 0.6, colour: '#fff6e0', alpha: 0.2, soft: true })
  return to
}

/** A round badge: category, shop, person. */
function badge(size: number, { hero, colours: [inner, rim] }: Cast): Canvas {
  const to = canvas(size)
  ground(to, { inner, rim }, { x: 0.35, y: 0.25 })
  ellipse(to, { x: size * 0.5, y: size * 0.86, rx: size * 0.3, ry: size * 0.07, colour: darker(rim, 0.5), alpha: 0.3, soft: true })
  blit(to, hero, { x: size * 0.5, y: size * 0.5, size: size * fit(hero, 0.66) })
  return to
}

export const bannerHeight = (width: number): number => Math.round((width * 320) / 750)

/** Wide, with the goods on the right and room for words on the left. */
function banner(size: number, { hero, friends, colours: [inner, rim] }: Cast): Canvas {
  const to = canvas(size, bannerHeight(size))
  const { height } = to
  ground(to, { inner, rim }, { x: 0.72, y: 0.4 })
  ellipse(to, {
    x: size * 0.74,
    y: height * 0.56,
    rx: height * 0.62,
    ry: height * 0.62,
    colour: lighter(inner, 0.5),
    alpha: 0.45,
    soft: false,
  })
  ellipse(to, { x: size * 0.74, y: height * 0.56, rx: height * 0.46, ry: height * 0.46, colour: '#ffffff', alpha: 0.4, soft: false })
  ellipse(to, {
    x: size * 0.04,
    y: height * 1.02,
    rx: height * 0.42,
    ry: height * 0.42,
    colour: lighter(rim, 0.25),
    alpha: 0.35,
    soft: false,
  })
  ellipse(to, {
    x: size * 0.44,
    y: height * 0.05,
    rx: height * 0.14,
    ry: height * 0.14,
    colour: lighter(inner, 0.4),
    alpha: 0.5,
    soft: false,
  })
  const shade = darker(rim, 0.55)
  const places = [
    [0.56, 0.82, 0.4],
    [0.895, 0.85, 0.4],
    [0.63, 0.38, 0.26],
    [0.87, 0.36, 0.27],
  ] as const
  for (const [index, [x, foot, share]] of places.entries()) {
    const friend = friends[index]
    if (!friend) continue
    if (index < 2) stand(to, friend, { x: x * size, foot: foot * height, size: height * fit(friend, share), shade })
    else float(to, friend, { x: x * size, y: foot * height, size: height * fit(friend, share), angle: index === 2 ? -12 : 12, shade })
  }
  stand(to, hero, { x: size * 0.74, foot: height * 0.9, size: height * fit(hero, 0.68), shade })
  return to
}

export const scenes = { front, many, living, snap, badge, banner }
