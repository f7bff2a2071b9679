import ExcelJS from 'exceljs'
import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { type Db, inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { RawReply } from '../../kernel/http.ts'
import { type GiftCards, hashOf, newCode, number, printed } from './context.ts'
import type { AdminGiftCard, BatchInput, GiftCardBatch, GiftCardDetail, listGiftCardBatches, listGiftCards } from './contract.ts'
import type { GiftCardDb } from './db.ts'
import { batchesPage, batchOf, type BatchRow, changeBatch, insertBatch, markExported, type Sums, sumsOf } from './queries/batches.ts'
import {
  cardOf,
  type CardRow,
  cardsPage,
  entriesOf,
  extendCard,
  madeCards,
  makeCards,
  markVoid,
  note,
  sellMade,
  setCodes,
  setFrozen,
} from './queries/cards.ts'

/** So many are printed at once. */
const MOST_PRINTED = 5000
type Batch = z.input<typeof GiftCardBatch>
const none: Sums = { made: 0, active: 0, redeemed: 0, voided: 0, soldFen: 0, redeemedFen: 0, voidedFen: 0 }

function shown(row: BatchRow, sums: Sums = none): Batch {
  return {
    ...row,
    ...sums,
    // Of physical cards those are sold that were handed out.
    sold: row.kind === 'electronic' ? row.sold : sums.active + sums.redeemed + sums.voided,
    exportedAt: row.exportedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    outstandingFen: sums.soldFen - sums.redeemedFen - sums.voidedFen,
  }
}

async function one(cards: GiftCards, id: string): Promise<Batch> {
  const row = await batchOf(cards.db, id)
  if (!row) throw new AppError('not_found', 'gift_card_batch_not_found')
  return shown(row, (await sumsOf(cards.db, [id])).get(id))
}

export async function batches(
  cards: GiftCards,
  query: z.output<typeof listGiftCardBatches.query>,
): Promise<z.input<typeof listGiftCardBatches.reply>> {
  const { items, total } = await batchesPage(cards.db, query)
  const sums = await sumsOf(
    cards.db,
    items.map((row) => row.id),
  )
  const { soldFen, redeemedFen, voidedFen } = (await sumsOf(cards.db, null)).get('') ?? none
  const totals = { soldFen, redeemedFen, voidedFen, outstandingFen: soldFen - redeemedFen - voidedFen }
  return { items: items.map((row) => shown(row, sums.get(row.id))), total, totals }
}

/** Throws `gift_card_too_many`: so many cannot be printed at once. */
export async function addBatch(cards: GiftCards, input: BatchInput): Promise<Batch> {
  if (input.kind === 'physical' && input.pieces > MOST_PRINTED) throw new AppError('invalid', 'gift_card_too_many', { most: MOST_PRINTED })
  const id = cards.newId()
  const now = cards.now()
  await inTx(cards.db, async (tx) => {
    await insertBatch(tx, { ...input, id, now })
    if (input.kind === 'electronic') return
    const ids = Array.from({ length: input.pieces }, () => cards.newId())
    await makeCards(tx, { id, faceFen: input.faceFen, ids, now })
  })
  return one(cards, id)
}

export async function editBatch(cards: GiftCards, input: { id: string; title: string; onSale: boolean; pieces: number }): Promise<Batch> {
  const { sold } = await one(cards, input.id)
  if (!(await changeBatch(cards.db, input))) throw new AppError('conflict', 'gift_card_pieces_sold', { sold })
  return one(cards, input.id)
}

/** Codes are drawn, written to a sheet and kept as hashes, in one transaction. Once: whoever loses the sheet voids the cards. */
export async function exportCodes(cards: GiftCards, staffName: string, id: string): Promise<RawReply> {
  const batch = await one(cards, id)
  const by = { name: staffName, now: cards.now() }
  const rows = await inTx(cards.db, async (tx) => {
    if (!(await markExported(tx, id, by))) throw new AppError('conflict', 'gift_card_exported', { by: batch.exportedBy })
    const made = await madeCards(tx, id)
    const drawn = made.map((card) => ({ ...card, code: newCode() }))
    const kept = drawn.map(({ id: cardId, code }) => ({ id: cardId, hash: hashOf(code), tail: code.slice(-4) }))
    await setCodes(tx, kept, by)
    return drawn
  })
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('礼品卡', { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = ['卡号', '卡密', '面值（元）'].map((header) => ({ header, width: 24 }))
  for (const { serial, code } of rows) sheet.addRow([number(serial), printed(code), batch.faceFen / 100])
  return {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': 'attachment; filename="gift-cards.xlsx"',
    },
    body: Buffer.from(await book.xlsx.writeBuffer()),
  }
}

export async function sell(
  cards: GiftCards,
  staffName: string,
  wish: { id: string; from: string; to: string; note: string },
): Promise<{ cards: number }> {
  const batch = await one(cards, wish.id)
  if (batch.kind !== 'physical' || !batch.exportedAt) throw new AppError('conflict', 'gift_card_not_exported')
  const serial = (text: string): number => Number(text.slice(2))
  const sale = { batchId: wish.id, from: serial(wish.from), to: serial(wish.to), note: wish.note, byName: staffName, now: cards.now() }
  return { cards: await inTx(cards.db, (tx) => sellMade(tx, sale)) }
}

async function viewer(cards: GiftCards, rows: readonly CardRow[]): Promise<(row: CardRow) => z.input<typeof AdminGiftCard>> {
  const ids = [...new Set(rows.flatMap((row) => [row.redeemedBy ?? row.ownerId ?? '']).filter(Boolean))]
  const { items } = ids.length > 0 ? await cards.shopper.find({ ids }) : { items: [] }
  const names = new Map(items.map((shopper) => [shopper.id, shopper.nickname]))
  return (row) => ({
    id: row.id,
    number: number(row.serial),
    tail: row.tail,
    title: row.title,
    kind: row.kind,
    faceFen: row.faceFen,
    state: row.state,
    frozen: row.frozen,
    ownerName: names.get(row.redeemedBy ?? row.ownerId ?? '') ?? '',
    expiresAt: row.expiresAt?.toISOString() ?? null,
    redeemedAt: row.redeemedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  })
}

export async function list(cards: GiftCards, query: z.output<typeof listGiftCards.query>): Promise<z.input<typeof listGiftCards.reply>> {
  const { items, total } = await cardsPage(cards.db, query)
  return { items: items.map(await viewer(cards, items)), total }
}

/** Throws `gift_card_not_found`. */
export async function detail(cards: GiftCards, id: string): Promise<z.input<typeof GiftCardDetail>> {
  const row = await cardOf(cards.db, id)
  if (!row) throw new AppError('not_found', 'gift_card_not_found')
  const entries = (await entriesOf(cards.db, id)).map(({ at, ...entry }) => ({ ...entry, at: at.toISOString() }))
  return { ...(await viewer(cards, [row]))(row), bought: row.purchaseId !== null, entries }
}

type Change = (tx: Db<GiftCardDb>, card: CardRow) => Promise<boolean>

/** Throws `gift_card_not_found`, `gift_card_used`. */
async function change(cards: GiftCards, id: string, run: Change): Promise<z.input<typeof GiftCardDetail>> {
  await inTx(cards.db, async (tx) => {
    const card = await cardOf(tx, id, true)
    if (!card) throw new AppError('not_found', 'gift_card_not_found')
    if (!(await run(tx, card))) throw new AppError('conflict', 'gift_card_used')
  })
  return detail(cards, id)
}

export const freeze = (cards: GiftCards, staffName: string, { id, frozen, reason }: { id: string; frozen: boolean; reason: string }) =>
  change(cards, id, async (tx, card) => {
    if (card.frozen === frozen) return true
    if (!(await setFrozen(tx, id, frozen))) return false
    await note(tx, { cardId: id, what: frozen ? 'frozen' : 'thawed', byName: staffName, note: reason, at: cards.now() })
    return true
  })

export const voidCard = (cards: GiftCards, staffName: string, { id, reason }: { id: string; reason: string }) =>
  change(cards, id, async (tx, card) => card.state === 'void' || markVoid(tx, id, { name: staffName, reason, now: cards.now() }))

export const extend = (cards: GiftCards, staffName: string, { id, reason }: { id: string; reason: string }) =>
  change(cards, id, async (tx, card) => {
    const now = cards.now()
    if (!(await extendCard(tx, id, later(now, { days: card.validDays })))) return false
    await note(tx, { cardId: id, what: 'extended', byName: staffName, note: reason, at: now })
    return true
  })
