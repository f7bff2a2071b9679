import type { Input, Reply } from '../../../api/api.ts'
import type { Key } from '../../../i18n/i18n.tsx'
import { pick } from '../../../ui/keys.ts'
import { blankSku, skuInput, type Axis, type SkuDraft, type Special } from './sku-matrix.ts'

export type Product = Reply<'getAdminProduct'>
type ProductInput = Input<'createProduct'>

/** The product as it stands in the editor. */
export interface Draft {
  code: string
  title: string
  subtitle: string
  brandId: string | null
  /** Only shown; what is kept is the id. */
  brandName: string
  categoryIds: string[]
  pictures: Product['pictures']
  video: Product['video']
  model: Product['model']
  axes: Axis[]
  skus: SkuDraft[]
  attributes: Product['attributes']
  promises: Product['promises']
  limits: Product['limits']
  tags: string[]
  detailHtml: string
  freightTemplateId: string | null
  state: 'draft' | 'on_sale' | 'off_sale'
  onSaleAt: string | null
  offSaleAt: string | null
}

export const emptyDraft = (): Draft => ({
  code: '',
  title: '',
  subtitle: '',
  brandId: null,
  brandName: '',
  categoryIds: [],
  pictures: [],
  video: null,
  model: null,
  axes: [],
  skus: [blankSku('', [])],
  attributes: [],
  promises: ['seven_day_return'],
  limits: { minimum: 1, step: 1, perOrder: null, perPerson: null, period: 'ever' },
  tags: [],
  detailHtml: '',
  freightTemplateId: null,
  state: 'draft',
  onSaleAt: null,
  offSaleAt: null,
})

const kept = [
  'code',
  'title',
  'subtitle',
  'brandId',
  'categoryIds',
  'pictures',
  'video',
  'model',
  'axes',
  'attributes',
  'promises',
  'limits',
  'tags',
  'detailHtml',
  'freightTemplateId',
  'onSaleAt',
  'offSaleAt',
] as const

export const draftOf = (product: Product): Draft => ({
  ...pick(product, kept),
  skus: product.skus,
  brandName: product.brand ?? '',
  // An archived product that is saved comes back off sale: whoever edits it means to use it again.
  state: product.state === 'archived' ? 'off_sale' : product.state,
})

/** What is sent to the server. */
export const inputOf = ({ brandName: _brandName, ...draft }: Draft): ProductInput => ({
  ...draft,
  title: draft.title.trim(),
  skus: draft.skus.map(skuInput),
})

export type Field = 'title' | 'code' | 'categoryIds' | 'pictures' | 'axes' | 'skus' | 'attributes' | 'schedule' | 'limits'
export type Faults = Partial<Record<Field, Key>>

const codeText = /^[\w./-]{1,40}$/

/** What must be mended before saving, by field, in the words shown beside it. */
export function faultsOf(draft: Draft): Faults {
  const faults: Faults = {}
  const length = draft.title.trim().length
  if (length < 2 || length > 80) faults.title = 'editor.fault.title'
  if (!codeText.test(draft.code)) faults.code = 'editor.fault.code'
  if (draft.categoryIds.length === 0) faults.categoryIds = 'editor.fault.category'
  if (draft.pictures.length === 0) faults.pictures = 'editor.fault.pictures'
  const axes = axesFault(draft.axes)
  if (axes) faults.axes = axes
  const skus = skusFault(draft.skus)
  if (skus) faults.skus = skus
  if (draft.attributes.some(({ name, value }) => name.trim() === '' || value.trim() === '')) faults.attributes = 'editor.fault.attributes'
  if (draft.onSaleAt && draft.offSaleAt && draft.onSaleAt >= draft.offSaleAt) faults.schedule = 'editor.fault.schedule'
  if (limitsWrong(draft.limits)) faults.limits = 'editor.fault.limits'
  return faults
}

function limitsWrong({ minimum, step, perOrder, perPerson }: Draft['limits']): boolean {
  return minimum % step !== 0 || (perOrder ?? minimum) < minimum || (perPerson ?? minimum) < minimum
}

function axesFault(axes: readonly Axis[]): Key | undefined {
  if (axes.some((axis) => axis.name.trim() === '' || axis.options.length === 0)) return 'editor.fault.axisEmpty'
  if (new Set(axes.map((axis) => axis.name)).size < axes.length) return 'editor.fault.axisTwice'
  return undefined
}

function skusFault(skus: readonly SkuDraft[]): Key | undefined {
  if (skus.length === 0 || skus.length > 200) return 'editor.fault.skuCount'
  if (skus.some((sku) => !codeText.test(sku.code))) return 'editor.fault.skuCode'
  if (new Set(skus.map((sku) => sku.code)).size < skus.length) return 'editor.fault.skuCodeTwice'
  if (skus.some((sku) => sku.priceFen === null)) return 'editor.fault.price'
  if (skus.some((sku) => sku.marketPriceFen !== null && sku.marketPriceFen < (sku.priceFen ?? 0))) return 'editor.fault.marketPrice'
  if (skus.some(tiersWrong)) return 'editor.fault.tiers'
  if (skus.some((sku) => specialsWrong(sku.specials, sku.priceFen ?? 0))) return 'editor.fault.specials'
  return undefined
}

/** Special prices lie below the price; a span of time ends after it starts; nobody has two of one kind. */
export function specialsWrong(specials: readonly Special[], priceFen: number): boolean {
  const who = specials.map((one) =>
    one.kind === 'member' ? `m${one.fromTier}` : one.kind === 'channel' ? one.channel : `${one.from} ${one.until}`,
  )
  return (
    new Set(who).size < who.length ||
    specials.some((one) => one.priceFen >= priceFen || (one.kind === 'timed' && Date.parse(one.until) <= Date.parse(one.from)))
  )
}

/** Tiers must ask for more pieces and give a lower price from step to step. */
function tiersWrong({ tiers, priceFen }: SkuDraft): boolean {
  return tiers.some((tier, index) => {
    const before = tiers[index - 1] ?? { minQuantity: 1, priceFen: priceFen ?? 0 }
    return tier.minQuantity <= before.minQuantity || tier.priceFen >= before.priceFen
  })
}
