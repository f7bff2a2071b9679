import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { reject } from './approve.ts'
import { type AfterSalesKit, keyOf, type Mover } from './context.ts'
import { move } from './move.ts'
import {
  insertReturnPlaces,
  linesOfRequests,
  type RequestLine,
  type RequestRecord,
  returnPlaces,
  type ReturnPlace,
  setInspected,
} from './queries/requests.ts'
import { exchangesOf } from './queries/units.ts'

export interface Inspection {
  /** `restocked` of the accepted pieces can be sold again, at the places named or, for the rest, where they were sold from; the others are written off. */
  lines: readonly { lineId: string; accepted: number; restocked: number; to: readonly ReturnPlace[] }[]
  note: string
  by: Mover
}

/** Where the pieces of each line were sold from, and where they may go. */
export async function placesFor(kit: AfterSalesKit, request: RequestRecord) {
  const lines = await linesOfRequests(kit.db, [request.id])
  const sources = await Promise.all(lines.map((line) => sourcesOf(kit, request, line)))
  const keys = [...new Set(sources.flatMap((some) => some.map((one) => one.key)))]
  const [{ items: holds }, { items: places }] = await Promise.all([
    kit.inventory.holds({ keys }),
    kit.inventory.places({ shopId: request.shopId }),
  ])
  const from = lines.map((line, index) => {
    const mine = sources[index] ?? []
    const parts = holds.flatMap((hold) => {
      const source = mine.find((one) => one.key === hold.key)
      return source ? hold.lines.filter((part) => part.skuId === source.skuId) : []
    })
    return { lineId: line.lineId, locationIds: [...new Set(parts.map((part) => part.locationId))] }
  })
  const { items: names } = await kit.inventory.locations({ ids: [...new Set(from.flatMap((one) => one.locationIds))] })
  return {
    lines: from.map(({ lineId, locationIds }) => ({
      lineId,
      soldFrom: names.filter((one) => locationIds.includes(one.id)).map(({ id, name }) => ({ id, name })),
    })),
    places,
  }
}

/** What came back, inspected. Pieces not accepted stay the shopper's; with none accepted it is a no. Throws `inspection_wrong`. */
export async function receive(kit: AfterSalesKit, request: RequestRecord, { by, ...inspection }: Inspection): Promise<void> {
  await check(kit, request, inspection.lines)
  if (inspection.lines.every((line) => line.accepted === 0)) {
    const note = inspection.note || '退回的商品未通过验收'
    return reject(kit, request, { by, note })
  }
  await inTx(kit.db, async (tx) => {
    const set = { dueAt: null, inspection: inspection.note }
    await move(kit, tx, { id: request.id, from: 'returning', to: 'received', by, note: inspection.note, set })
    for (const line of inspection.lines) if (!(await setInspected(tx, request.id, line))) throw new AppError('invalid', 'inspection_wrong')
    await insertReturnPlaces(tx, request.id, inspection.lines)
  })
}

async function check(kit: AfterSalesKit, request: RequestRecord, said: Inspection['lines']): Promise<void> {
  const lines = await linesOfRequests(kit.db, [request.id])
  const wrong = (line: RequestLine): boolean => {
    const one = said.find(({ lineId }) => lineId === line.lineId)
    if (!one || one.accepted > line.quantity || one.restocked > one.accepted) return true
    const named = one.to.reduce((sum, { quantity }) => sum + quantity, 0)
    return named > one.restocked || new Set(one.to.map(({ locationId }) => locationId)).size < one.to.length
  }
  if (said.length !== lines.length || lines.some(wrong)) throw new AppError('invalid', 'inspection_wrong')
  const chosen = said.flatMap((line) => line.to.map(({ locationId }) => locationId))
  if (chosen.length === 0) return
  const { items } = await kit.inventory.places({ shopId: request.shopId })
  const unknown = chosen.find((id) => !items.some((place) => place.id === id))
  if (unknown) throw new AppError('not_found', 'location_not_found', { locationId: unknown })
}

/** Where a piece of a line may have been sold from: the order, or the replacement that an exchange sent for it. */
async function sourcesOf(kit: AfterSalesKit, request: RequestRecord, line: RequestLine): Promise<{ key: string; skuId: string }[]> {
  const earlier = (await exchangesOf(kit.db, line.lineId)).filter((one) => one.requestId !== request.id)
  return [{ key: request.orderId, skuId: line.skuId }, ...earlier.map((one) => ({ key: keyOf(one.requestId), skuId: one.skuId }))]
}

type ReturnedTo = NonNullable<Parameters<AfterSalesKit['inventory']['restock']>[0]['onward']>

/** Every piece that was taken back leaves the sale once: to the shelf, to another location, or off the books. May run twice. */
export async function bookReturn(kit: AfterSalesKit, request: RequestRecord): Promise<void> {
  for (const line of await linesOfRequests(kit.db, [request.id])) {
    const places = await returnPlaces(kit.db, request.id, line.lineId)
    const moved = places.flatMap(({ locationId, quantity }) => Array.from({ length: quantity }, () => locationId))
    for (let unit = 1; unit <= line.accepted; unit += 1) {
      const locationId = moved[unit - 1]
      const onward: ReturnedTo | undefined =
        unit > line.restocked ? { to: 'nowhere', ...lost(request) } : locationId === undefined ? undefined : { to: 'location', locationId }
      await bookUnit(kit, request, { line, unit, onward })
    }
  }
}

const lost = ({ inspection, number }: RequestRecord): { note: string; actor: string } => ({
  note: `退货报损 ${number}${inspection ? `：${inspection}` : ''}`,
  actor: 'system',
})

async function bookUnit(
  kit: AfterSalesKit,
  request: RequestRecord,
  { line, unit, onward }: { line: RequestLine; unit: number; onward: ReturnedTo | undefined },
): Promise<void> {
  for (const source of await sourcesOf(kit, request, line)) {
    const restockKey = `${keyOf(request.id)}:${line.lineId}:${unit}`
    try {
      await kit.inventory.restock({
        key: source.key,
        restockKey,
        lines: [{ skuId: source.skuId, quantity: 1 }],
        ...(onward ? { onward } : {}),
      })
      return
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'restock_too_many') throw error
    }
  }
  throw new Error(`nothing was sold that piece ${unit} of line ${line.lineId} could come back to`)
}
