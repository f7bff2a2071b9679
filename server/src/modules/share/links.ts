import { randomInt } from 'node:crypto'
import { toBuffer } from 'bwip-js/node'
import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { AppError } from '../../kernel/errors.ts'
import { SHARES_PER_DAY, type Shares } from './context.ts'
import type { listMyShareLinks, shareCalls, ShareTarget } from './contract.ts'
import { insertAlias, insertLink, linkByCode, linkOf, linksOf, linksSince, parentOf } from './queries/links.ts'

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const newCode = (): string => Array.from({ length: 8 }, () => LETTERS[randomInt(LETTERS.length)]).join('')

type What = z.output<typeof shareCalls.share.input> & { code: string | null }

/** The code of what this shopper passes on; the same each time. A code that another has already is drawn anew. Throws `share_limit`. */
export async function share(shares: Shares, what: What): Promise<{ code: string }> {
  const known = await linkOf(shares.db, what)
  if (known) return { code: await calledToo(shares, known, what.code) }
  const now = shares.now()
  if ((await linksSince(shares.db, what.shopperId, later(now, { days: -1 }))) >= SHARES_PER_DAY)
    throw new AppError('limited', 'share_limit', { most: SHARES_PER_DAY })
  const parent = await parentOf(shares.db, what)
  for (let wish = await freeCode(shares, what.code); ; wish = newCode()) {
    await insertLink(shares.db, { ...what, id: shares.newId(), code: wish, parent, now })
    const made = await linkOf(shares.db, what)
    if (made) return { code: await calledToo(shares, made, what.code) }
  }
}

const freeCode = async (shares: Shares, wish: string | null): Promise<string> =>
  wish !== null && !(await linkByCode(shares.db, wish)) ? wish : newCode()

/** The share is found by this code too, unless it is another's. */
async function calledToo(shares: Shares, link: { id: string; code: string }, wish: string | null): Promise<string> {
  if (wish === null || wish === link.code) return link.code
  await insertAlias(shares.db, { code: wish, linkId: link.id })
  return (await linkByCode(shares.db, wish))?.id === link.id ? wish : link.code
}

/** Throws `share_not_found`. */
export async function target(shares: Shares, code: string): Promise<z.input<typeof ShareTarget>> {
  const link = await linkByCode(shares.db, code)
  if (!link) throw new AppError('not_found', 'share_not_found')
  const { items } = await shares.shopper.find({ ids: [link.sharerId] })
  const { kind, targetId, joinId } = link
  return { code, kind, targetId, joinId, sharer: { nickname: items[0]?.nickname ?? '', avatar: items[0]?.avatar ?? null } }
}

/** A picture that mini programs show as well, which SVG is not everywhere. Throws `share_not_found`. */
export async function poster(shares: Shares, code: string): Promise<{ code: string; square: string }> {
  if (!(await linkByCode(shares.db, code))) throw new AppError('not_found', 'share_not_found')
  const png = await toBuffer({ bcid: 'qrcode', text: `${shares.publicUrl}/s?share=${code}`, scale: 4 })
  return { code, square: `data:image/png;base64,${png.toString('base64')}` }
}

const idPattern = /^[0-9a-f-]{36}$/

export async function mine(
  shares: Shares,
  shopperId: string,
  { cursor, limit }: z.output<typeof listMyShareLinks.query>,
): Promise<z.input<typeof listMyShareLinks.reply>> {
  if (cursor && !idPattern.test(cursor))
    throw new AppError('invalid', 'input_invalid', { where: 'query', issues: [{ path: 'cursor', message: 'is not one of ours' }] })
  const rows = await linksOf(shares.db, { sharerId: shopperId, before: cursor ?? null, limit: limit + 1 })
  const page = rows.slice(0, limit)
  return {
    items: page.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })),
    nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  }
}
