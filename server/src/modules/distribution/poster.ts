import { createRequire } from 'node:module'
import { toBuffer as squareOf } from 'qrcode'
import sharp from 'sharp'
import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import { yuan } from '../../kernel/money.ts'
import type { Picture } from '../media/contract.ts'
import type { Who } from './apply.ts'
import type { Distribution } from './context.ts'
import type { getDistributionPoster } from './contract.ts'
import { sellerOf } from './withdraw.ts'

const WIDTH = 750
const MARGIN = 36
const CODE = 200
const PRODUCT_PAGE = 'pages/product/index'
const SHOP_PAGE = 'packages/find/shop/index'
const INK = '#1f2328'

/** What the page is opened with: the distributor's code and the id of the page's thing in 22 characters, which makes exactly 32, all there may be. */
export const sceneOf = (code: string, id: string): string => `d=${code}${Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')}`

/**
 * A poster of goods (or of the shop) with their price and a code that leads to them and says who shared it: a QR code for any camera, or the
 * mini program's own. Throws `distributor_needed`, `poster_goods_gone`, `poster_unavailable`.
 */
export async function poster(
  kit: Distribution,
  who: Who,
  wish: z.output<typeof getDistributionPoster.query>,
): Promise<z.input<typeof getDistributionPoster.reply>> {
  const { code, state } = await sellerOf(kit, who)
  if (state !== 'approved') throw new AppError('not_found', 'distributor_needed')
  const [shop] = (await kit.shop.find({ ids: [who.shopId] })).items
  const product = wish.productId ? (await kit.catalog.cards({ productIds: [wish.productId] })).items[0] : undefined
  if (!shop || (wish.productId && product?.shopId !== who.shopId)) throw new AppError('not_found', 'poster_goods_gone')
  const link = product ? `${kit.publicUrl}/product?id=${product.id}&d=${code}` : `${kit.publicUrl}/shop?id=${who.shopId}&d=${code}`
  const square =
    wish.kind === 'weapp'
      ? await programCode(kit, sceneOf(code, product?.id ?? who.shopId), product ? PRODUCT_PAGE : SHOP_PAGE)
      : await squareOf(link, { width: CODE * 2, margin: 1 })
  const bytes = await draw({
    title: product?.title ?? shop.name,
    price: product ? `${yuan(product.priceFen)}${product.priceVaries ? ' 起' : ''}` : '',
    note: product ? shop.name : '精选好物',
    hint: wish.kind === 'weapp' ? '微信扫码购买' : '扫码购买',
    picture: await pictureOf(kit, product?.picture ?? shop.logo),
    square,
  })
  return { image: `data:image/jpeg;base64,${bytes.toString('base64')}`, link, code }
}

async function programCode(kit: Distribution, scene: string, page: string): Promise<Buffer> {
  const answer = await kit.codes()?.code({ scene, page })
  if (answer?.result !== 'ok') throw new AppError('unavailable', 'poster_unavailable')
  return answer.value
}

/** Its widest file; nothing when it is not in the store, and the poster shows its colour instead. */
async function pictureOf(kit: Distribution, picture: Picture | null): Promise<{ bytes: Buffer | undefined; colour: string }> {
  if (!picture) return { bytes: undefined, colour: '#eef1f4' }
  const key = `${picture.url.slice('/media/'.length)}-960.webp`
  return { bytes: (await kit.files.exists(key)) ? await kit.files.get(key) : undefined, colour: picture.colour }
}

interface Drawn {
  title: string
  price: string
  note: string
  hint: string
  picture: { bytes: Buffer | undefined; colour: string }
  square: Buffer
}

async function draw({ title, price, note, hint, picture, square }: Drawn): Promise<Buffer> {
  const height = WIDTH + 330
  const canvas = { width: WIDTH, height, channels: 3 as const, background: '#ffffff' }
  const top = picture.bytes
    ? await sharp(picture.bytes).resize(WIDTH, WIDTH, { fit: 'cover' }).flatten({ background: '#ffffff' }).png().toBuffer()
    : await sharp({ create: { width: WIDTH, height: WIDTH, channels: 3, background: picture.colour } })
        .png()
        .toBuffer()
  const wide = WIDTH - MARGIN * 3 - CODE
  const left = MARGIN
  const name = await words(cut(title, 30), { size: 32, colour: INK, width: wide, height: 100 })
  const cost = price ? await words(price, { size: 44, colour: '#e02e24', width: wide, height: 64 }) : undefined
  const foot = await words(note, { size: 22, colour: '#6b7280', width: wide, height: 36 })
  const tip = await words(hint, { size: 20, colour: '#6b7280', width: CODE, height: 32 })
  const code = await sharp(square).resize(CODE, CODE).flatten({ background: '#ffffff' }).png().toBuffer()
  const codeLeft = WIDTH - MARGIN - CODE
  return sharp({ create: canvas })
    .composite([
      { input: top, left: 0, top: 0 },
      { input: name.bytes, left, top: WIDTH + MARGIN },
      ...(cost ? [{ input: cost.bytes, left, top: WIDTH + MARGIN + 118 }] : []),
      { input: foot.bytes, left, top: height - MARGIN - foot.height },
      { input: code, left: codeLeft, top: WIDTH + MARGIN },
      { input: tip.bytes, left: codeLeft + Math.max(0, Math.floor((CODE - tip.width) / 2)), top: WIDTH + MARGIN + CODE + 16 },
    ])
    .jpeg({ quality: 86 })
    .toBuffer()
}

const cut = (text: string, most: number): string => ([...text].length > most ? `${[...text].slice(0, most - 1).join('')}…` : text)
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const fontfile = createRequire(import.meta.url).resolve('@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-700-normal.woff')

/** Words as a picture, in a typeface that knows Chinese wherever this runs; what is too high is cut off. */
async function words(
  text: string,
  { size, colour, width, height }: { size: number; colour: string; width: number; height: number },
): Promise<{ bytes: Buffer; width: number; height: number }> {
  const markup = `<span foreground="${colour}">${escaped(text) || ' '}</span>`
  const drawn = await sharp({
    text: { text: markup, fontfile, font: `Noto Sans SC Bold ${size}`, width, rgba: true, wrap: 'word-char', dpi: 72 },
  })
    .png()
    .toBuffer({ resolveWithObject: true })
  if (drawn.info.height <= height) return { bytes: drawn.data, width: drawn.info.width, height: drawn.info.height }
  const bytes = await sharp(drawn.data).extract({ left: 0, top: 0, width: drawn.info.width, height }).png().toBuffer()
  return { bytes, width: drawn.info.width, height }
}
