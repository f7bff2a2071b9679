import type { Goods } from '../goods.ts'
import { seedOf } from '../random.ts'
import { brandKey, brands } from '../shops/brands.ts'
import type { ShopData } from '../shops/data.ts'
import { darker, lighter, mix } from './colour.ts'
import { bannerHeight, type Scene } from './scenes.ts'

/** One picture to be drawn: all a worker needs to know. */
export interface Drawing {
  /** Where it is kept: letters, digits, `-` and `/`. */
  key: string
  /** What it is called in the media library. */
  name: string
  /** Slug of the shop it belongs to; null: the mall's own. */
  shop: string | null
  scene: Scene
  /** Width in pixels. */
  size: number
  hero: string
  tint?: string
  friends: readonly string[]
  colours: readonly [string, string]
  seed: number
  /** Lists and the home page show it: wanted before the shop opens. The others may follow. */
  first: boolean
}

const large = 640
const small = 480

/** A drawing as the media module registers it. All of it is known before anything is drawn. */
export interface Planned {
  key: string
  name: string
  shop: string | null
  width: number
  height: number
  /** Of the ground, between its middle and its rim. */
  colour: string
  /** Of the largest file: what pictures of that scene come to on average. */
  bytes: number
}

const usualBytes: Readonly<Record<Scene, number>> = {
  front: 13_000,
  many: 21_000,
  living: 15_000,
  snap: 11_000,
  badge: 3200,
  banner: 22_000,
}

export function planned({ key, name, shop, scene, size, colours: [inner, rim] }: Drawing): Planned {
  const height = scene === 'banner' ? bannerHeight(size) : size
  return { key, name, shop, width: size, height, colour: mix(inner, rim, 0.45), bytes: usualBytes[scene] }
}

/** Every picture of the demo, in batches that share cut-outs. */
export function plan(shops: readonly ShopData[], goodsOf: (shop: ShopData) => Goods[]): Drawing[][] {
  const batches: Drawing[][] = []
  for (const shop of shops) {
    const goods = goodsOf(shop)
    for (const group of shop.groups) batches.push(goods.filter((one) => one.group === group).flatMap(picturesOf))
  }
  return [...batches, banners, shops.flatMap(badgesOf), brandBadges, avatars]
}

/** Bottles and jars come in no colours to choose, yet should not all look alike. */
const bottles = ['#9ec5dc', '#e7b3bd', '#a9cfb4', '#e2b88a', '#c9b2e6', '#f0d6a4', '#8fb8b0', '#e59a86', '#b9c4dd', '#dcc2ad']
const inManyColours = new Set(['@tube', '@jar', '@bottle', '@spray', '@dropper', '@mask', '@perfume', '@diffuser', '@thermos', '@cushion'])

function tintOf({ code, cast, colourPictures }: Goods): string | undefined {
  const first = colourPictures[0]?.colour
  if (first) return first
  return inManyColours.has(cast[0] ?? '') ? bottles[seedOf(`${code}tint`) % bottles.length] : undefined
}

/** Has photos by customers. */
export const snapped = (goods: Goods): boolean => goods.tags.length > 0 || seedOf(`${goods.code}snap`) % 6 === 0

function picturesOf(goods: Goods): Drawing[] {
  const [hero = '', ...friends] = goods.cast
  const tint = tintOf(goods)
  const base = { shop: goods.shop.slug, hero, colours: groundOf(goods), seed: seedOf(goods.code), ...(tint ? { tint } : {}) }
  const scenes: readonly Scene[] = ['front', 'many', 'living']
  return [
    ...goods.pictures.map((name, index): Drawing => ({
      ...base,
      key: keyOf(goods, name),
      name,
      scene: scenes[index] ?? 'front',
      // A front shows the goods alone.
      friends: index === 0 ? [] : friends,
      size: large,
      first: index === 0,
    })),
    ...goods.colourPictures
      .filter(({ picture }) => !goods.pictures.includes(picture))
      .map(({ picture, colour }): Drawing => ({
        ...base,
        key: keyOf(goods, picture),
        name: picture,
        scene: 'front',
        friends: [],
        size: small,
        tint: colour,
        colours: tinged(base.colours, colour),
        first: false,
      })),
    ...(snapped(goods)
      ? [
          {
            ...base,
            key: `demo/snap/${goods.code}`,
            name: `${goods.code}-snap`,
            scene: 'snap' as const,
            friends,
            size: small,
            first: false,
          },
        ]
      : []),
  ]
}

const keyOf = (goods: Goods, name: string): string => `demo/${goods.shop.slug}/${name}`

/** Neighbours in a list share a family of grounds without being the same. */
function groundOf({
  code,
  group: {
    ground: [inner, rim],
  },
}: Goods): readonly [string, string] {
  const shift = seedOf(`${code}ground`) % 4
  const towards = ['#ffe9d6', '#e6f0fb', '#f7e8f4', '#eaf5e6'][shift] ?? rim
  return [mix(inner, towards, 0.2), mix(rim, towards, shift === 0 ? 0 : 0.1)]
}

function tinged([inner, rim]: readonly [string, string], colour: string): readonly [string, string] {
  return [mix(inner, lighter(colour, 0.8), 0.35), mix(rim, lighter(colour, 0.55), 0.35)]
}

interface Banner {
  colours: readonly [string, string]
  hero: string
  tint?: string
  friends: readonly string[]
}

const banners: Drawing[] = (
  [
    { colours: ['#fff0d9', '#ffb27a'], hero: 'strawberry', friends: ['mango', 'grapes', 'lemon', 'cherries'] },
    {
      colours: ['#f4ecff', '#c9aef0'],
      hero: 'dress',
      tint: '#eba3b3',
      friends: ['handbag', 'womans-hat', 'sunglasses', 'high-heeled-shoe'],
    },
    { colours: ['#f2f7ec', '#b5d6a4'], hero: 'couch-and-lamp', friends: ['potted-plant', '@mug', '@pillow', 'teapot'] },
    { colours: ['#ffeef2', '#f5a9bd'], hero: '@perfume', friends: ['lipstick', '@jar', '@dropper', 'cherry-blossom'] },
    { colours: ['#eaf2ff', '#96b8f2'], hero: 'headphone', friends: ['@phone', '@earbuds', 'video-game', '@band'] },
  ] satisfies Banner[]
).map((banner: Banner, index) => ({
  ...banner,
  key: `demo/home/banner-${index + 1}`,
  name: `banner-${index + 1}`,
  shop: null,
  scene: 'banner',
  size: 1200,
  seed: index,
  first: true,
}))

const brandBadges: Drawing[] = brands.map(({ slug, name, hero, ground }) => ({
  key: brandKey(slug),
  name: `${name} logo`,
  shop: null,
  scene: 'badge',
  size: 240,
  hero,
  friends: [],
  colours: ground,
  seed: 0,
  first: true,
}))

function badgesOf(shop: ShopData): Drawing[] {
  const seen = new Set<string>()
  const icon = (path: readonly string[], hero: string, colours: readonly [string, string]): Drawing[] => {
    const key = categoryKey(path)
    if (seen.has(key)) return []
    seen.add(key)
    return [{ key, name: path.join('/'), shop: null, scene: 'badge', size: 240, hero, friends: [], colours, seed: 0, first: true }]
  }
  const shown = new Set([shop.top.picture])
  // No two levels above each other show the same thing where there is another to show.
  const face = (faces: readonly string[]): string => {
    const found = faces.find((one) => !shown.has(one)) ?? faces[0] ?? ''
    shown.add(found)
    return found
  }
  const firstGround = shop.groups[0]?.ground ?? ['#ffffff', '#eeeeee']
  return [
    {
      key: `demo/shop/${shop.slug}`,
      name: `${shop.name} logo`,
      shop: shop.slug,
      scene: 'badge',
      size: 240,
      hero: shop.logo.picture,
      friends: [],
      colours: shop.logo.ground,
      seed: 0,
      first: true,
    },
    ...icon([shop.top.name], shop.top.picture, firstGround),
    ...shop.groups.flatMap((group) => {
      const faces = group.rows.map((row) => row[0].split(',')[0] ?? '')
      return [
        ...(seen.has(categoryKey(group.path.slice(0, 2))) ? [] : icon(group.path.slice(0, 2), face(faces), group.ground)),
        ...icon(group.path, face(faces), group.ground),
      ]
    }),
  ]
}

/** Categories are kept by number: their names are no file names. */
export const categoryKey = (path: readonly string[]): string => `demo/category/${seedOf(path.join('/')).toString(36)}`

const faces =
  'cat-face dog-face panda fox koala rabbit-face hamster penguin owl bear tiger-face hedgehog otter sloth chipmunk frog octopus whale unicorn lion monkey-face mouse-face polar-bear raccoon'.split(
    ' ',
  )
const papers = ['#ffd9b8', '#cfe6ff', '#d9f2d0', '#ffd6e2', '#e7dcff', '#fff0b8']
const avatars: Drawing[] = faces.map((hero, index) => {
  const paper = papers[index % papers.length] ?? '#ffffff'
  return {
    key: `demo/avatar/${index + 1}`,
    name: `avatar-${index + 1}`,
    shop: null,
    scene: 'badge',
    size: 240,
    hero,
    friends: [],
    colours: [lighter(paper, 0.4), darker(paper, 0.12)],
    seed: index,
    first: true,
  }
})
export const avatarKeys: readonly string[] = avatars.map((avatar) => avatar.key)
