import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { PointsMall } from './context.ts'
import type { AdminMallItem, ItemChange, MallItem, MallItemInput } from './contract.ts'
import { changeItem, insertItem, itemOf, itemPage, type ItemRow, itemsOnShow, numbersOf, takenBy } from './queries/items.ts'
import { stateOf } from './take.ts'

type View = z.input<typeof MallItem>

/** Throws `mall_item_wrong`, `sku_not_found`, `coupon_not_found`, `card_not_found`. */
export async function create(mall: PointsMall, shopId: string, input: MallItemInput): Promise<z.input<typeof AdminMallItem>> {
  refuseOdd(input)
  const { kind, skuId, templateId, months } = input
  const whole = { goods: skuId, coupon: templateId, card: months }[kind] !== null
  const only = [skuId, templateId, months].filter((one) => one !== null).length === 1
  if (!whole || !only || (kind !== 'goods' && input.cashFen > 0)) throw new AppError('invalid', 'mall_item_wrong')
  const id = mall.newId()
  await insertItem(mall.db, { ...input, id, shopId, productId: await productOf(mall, shopId, input), now: mall.now() })
  return adminItem(mall, { id, shopId })
}

/** The product of goods; for the others nothing, when the shop has what is given. */
async function productOf(mall: PointsMall, shopId: string, { kind, skuId, templateId }: MallItemInput): Promise<string | null> {
  if (kind === 'goods') {
    const { items } = await mall.catalog.skusForSale({ skuIds: [skuId ?? ''] })
    const sku = items.find((one) => one.shopId === shopId)
    if (!sku) throw new AppError('not_found', 'sku_not_found')
    return sku.productId
  }
  if (kind === 'coupon') {
    const { items } = await mall.promotion.titles({ templateIds: [templateId ?? ''] })
    if (!items.some((one) => one.shopId === shopId)) throw new AppError('not_found', 'coupon_not_found')
    return null
  }
  if (!(await mall.memberCard.program({ shopId })).card) throw new AppError('not_found', 'card_not_found')
  return null
}

function refuseOdd({ startsAt, endsAt }: ItemChange): void {
  if (Date.parse(startsAt) >= Date.parse(endsAt)) throw new AppError('invalid', 'mall_item_wrong')
}

/** Throws `mall_item_not_found`, `mall_item_wrong`. */
export async function edit(
  mall: PointsMall,
  key: { id: string; shopId: string },
  input: ItemChange,
): Promise<z.input<typeof AdminMallItem>> {
  refuseOdd(input)
  const item = await itemOf(mall.db, key.id)
  if (item?.shopId !== key.shopId) throw new AppError('not_found', 'mall_item_not_found')
  if ((item.kind !== 'goods' && input.cashFen > 0) || !(await changeItem(mall.db, key, input)))
    throw new AppError('invalid', 'mall_item_wrong')
  return adminItem(mall, key)
}

export async function adminItem(mall: PointsMall, { id, shopId }: { id: string; shopId: string }): Promise<z.input<typeof AdminMallItem>> {
  const item = await itemOf(mall.db, id)
  if (item?.shopId !== shopId) throw new AppError('not_found', 'mall_item_not_found')
  const [view] = await adminViews(mall, [item])
  if (!view) throw new Error('an item without a view')
  return view
}

export async function adminItems(mall: PointsMall, shopId: string, query: { page: number; pageSize: number }) {
  const { items, total } = await itemPage(mall.db, shopId, { limit: query.pageSize, offset: (query.page - 1) * query.pageSize })
  return { items: await adminViews(mall, items), total }
}

async function adminViews(mall: PointsMall, rows: readonly ItemRow[]): Promise<z.input<typeof AdminMallItem>[]> {
  const numbers = await numbersOf(
    mall.db,
    rows.map((row) => row.id),
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return (await views(mall, rows, null)).flatMap((view) => {
    const row = byId.get(view.id)
    const { pieces = 0, taken = 0, enabled = false, templateId = null } = row ?? {}
    return [{ ...view, pieces, taken, enabled, templateId, people: 0, pointsSpent: 0, cashTakenFen: 0, ...numbers.get(view.id) }]
  })
}

export async function onShow(mall: PointsMall, shopperId: string | null, kind: ItemRow['kind'] | undefined): Promise<{ items: View[] }> {
  return { items: await views(mall, await itemsOnShow(mall.db, { kind, now: mall.now() }), shopperId) }
}

/** Throws `mall_item_not_found`. */
export async function show(mall: PointsMall, shopperId: string | null, id: string): Promise<View> {
  const item = await itemOf(mall.db, id)
  const [view] = item?.enabled ? await views(mall, [item], shopperId) : []
  if (!view) throw new AppError('not_found', 'mall_item_not_found')
  return view
}

async function views(mall: PointsMall, rows: readonly ItemRow[], shopperId: string | null): Promise<View[]> {
  if (rows.length === 0) return []
  const skuIds = rows.flatMap((row) => row.skuId ?? [])
  const ids = rows.map((row) => row.id)
  const [shops, skus, taken] = await Promise.all([
    mall.shop.find({ ids: [...new Set(rows.map((row) => row.shopId))] }),
    skuIds.length > 0 ? mall.catalog.skusForSale({ skuIds: [...new Set(skuIds)] }) : { items: [] },
    shopperId ? takenBy(mall.db, shopperId, ids) : new Map<string, number>(),
  ])
  const now = mall.now()
  const names = new Map(shops.items.map(({ id, name }) => [id, name]))
  const goods = new Map(skus.items.map((sku) => [sku.skuId, sku]))
  return rows.map(({ templateId: _template, enabled: _enabled, taken: gone, pieces, ...row }) => {
    const sku = row.skuId ? goods.get(row.skuId) : undefined
    return {
      ...row,
      shopName: names.get(row.shopId) ?? '',
      picture: sku?.picture ?? null,
      options: sku?.options ?? [],
      listPriceFen: sku?.priceFen ?? null,
      left: pieces - gone,
      mayStill: shopperId ? Math.max(0, row.perPerson - (taken.get(row.id) ?? 0)) : null,
      state: stateOf({ ...row, enabled: _enabled, taken: gone, pieces }, now),
      startsAt: row.startsAt.toISOString(),
      endsAt: row.endsAt.toISOString(),
    }
  })
}
