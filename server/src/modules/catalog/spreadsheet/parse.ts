import type { z } from 'zod'
import type { Picture } from '../../media/contract.ts'
import { problemsOf } from '../check.ts'
import { type Attribute, type PriceTier, ProductInput, type Promise_ } from '../contract.ts'
import { type Cells, productCells, skuCells } from './cells.ts'
import { PRODUCT_SHEET, type ProductKey, promiseNames, SKU_SHEET, type SkuKey, stateNames } from './columns.ts'
import type { Sheets } from './read.ts'
import { delivery, period, pieces, specials } from './specials.ts'
import { isProblemCode, type ProblemCode, type SheetProblem } from './texts.ts'
import { pair, parts, plain, priceFen, type Read, time, wholeNumber, yesNo } from './values.ts'

const brandAtMost = 40

/** What must be looked up for the sheets to make sense. */
export interface Lookups {
  /** Id by path: 食品生鲜/新鲜水果. */
  categories: ReadonlyMap<string, string>
  /** By name or address. */
  pictures: ReadonlyMap<string, Picture>
  /** Id by name in small letters. */
  brands: ReadonlyMap<string, string>
}

/** A product as the sheets give it, and where. */
export interface Draft {
  input: z.input<typeof ProductInput>
  /** Of its SKUs that have one: code → pieces counted. */
  counted: Map<string, number>
  cells: Cells<ProductKey>
  skuCells: Cells<SkuKey>[]
}

/** What the sheets call pictures, to be looked up at once. */
export function pictureRefs({ products, skus }: Sheets): string[] {
  const refs = [...products.flatMap(({ cells }) => parts(cells.pictures).map(plain)), ...skus.map(({ cells }) => cells.picture)]
  return [...new Set(refs.filter((ref) => ref !== '' && ref.length <= 200))]
}

/** The brands that the sheets name, each once however it is written. */
export function brandNames({ products }: Sheets): string[] {
  const names = products.map(({ cells }) => cells.brand.trim()).filter((name) => name !== '' && name.length <= brandAtMost)
  return [...new Map(names.map((name) => [name.toLowerCase(), name])).values()]
}

/** Turns rows into products. Every fault is told; a product with one is still there, so that all its faults are found at once. */
export function parseSheets(sheets: Sheets, lookups: Lookups): { drafts: Draft[]; problems: SheetProblem[] } {
  const problems: SheetProblem[] = []
  const drafts = new Map<string, Draft>()
  for (const row of sheets.products) {
    const cells = productCells(row, problems)
    const draft = productDraft(cells, lookups)
    const twin = drafts.get(draft.input.code)
    if (draft.input.code === '') cells.fail('code', 'required')
    else if (twin) cells.fail('code', 'product_twice', { other: twin.cells.row })
    else drafts.set(draft.input.code, draft)
  }
  const rowsByCode = new Map<string, number>()
  for (const row of sheets.skus) addSku(skuCells(row, problems), { drafts, rowsByCode, lookups })
  // A row that could not be read at all would only repeat itself below.
  const faulty = new Set(problems.map(({ sheet, row }) => `${sheet}:${row}`))
  const all = [...drafts.values()]
  for (const draft of all) {
    nameOptions(draft)
    if (draft.input.skus.length === 0) draft.cells.fail('code', 'product_without_sku')
    else if (!faulty.has(`${PRODUCT_SHEET}:${draft.cells.row}`) && !draft.skuCells.some((cells) => faulty.has(`${SKU_SHEET}:${cells.row}`)))
      tellFaults(draft)
  }
  return { drafts: all, problems }
}

function productDraft(cells: Cells<ProductKey>, { categories, pictures, brands }: Lookups): Draft {
  const required = (key: ProductKey): string => {
    if (cells.text(key) === '') cells.fail(key, 'required')
    return cells.text(key)
  }
  const found = <T>(key: ProductKey, table: ReadonlyMap<string, T>, missing: ProblemCode): T[] =>
    parts(required(key)).flatMap((part) => {
      const value = table.get(plain(part))
      if (value === undefined) cells.fail(key, missing, { value: plain(part) })
      return value === undefined ? [] : [value]
    })
  const brand = cells.text('brand')
  const brandId = brands.get(brand.toLowerCase()) ?? null
  if (brand.length > brandAtMost) cells.fail('brand', 'too_long')
  else if (brand !== '' && brandId === null) cells.fail('brand', 'brand_not_found')
  return {
    cells,
    skuCells: [],
    counted: new Map(),
    input: {
      code: cells.text('code'),
      title: required('title'),
      subtitle: cells.text('subtitle'),
      brandId,
      categoryIds: found('categories', categories, 'category_not_found'),
      pictures: found('pictures', pictures, 'picture_not_found'),
      axes: parts(cells.text('axes')).map(axisOf),
      skus: [],
      attributes: cells.read('attributes', attributes, []),
      promises: cells.read('promises', promises, []),
      tags: parts(cells.text('tags')).map(plain),
      state: cells.read('state', state, 'draft'),
      onSaleAt: cells.read('onSaleAt', time, null),
      offSaleAt: cells.read('offSaleAt', time, null),
      limits: {
        minimum: cells.read('minimum', pieces, 1),
        step: cells.read('step', pieces, 1),
        perOrder: cells.read<number | null>('perOrder', pieces, null),
        perPerson: cells.read<number | null>('perPerson', pieces, null),
        period: cells.read('period', period, 'ever'),
      },
      detailHtml: detail(cells.text('detail')),
    },
  }
}

/** `颜色`, or `颜色=红|蓝` where the order of the options, or one without a SKU, matters. */
function axisOf(text: string): { name: string; options: string[] } {
  const [name, options = ''] = split(text, '=＝')
  return {
    name: plain(name ?? ''),
    options: split(options, '|')
      .map(plain)
      .filter((option) => option !== ''),
  }
}

const split = (text: string, signs: string): string[] => parts(text, signs)

function addSku(
  cells: Cells<SkuKey>,
  { drafts, rowsByCode, lookups }: { drafts: Map<string, Draft>; rowsByCode: Map<string, number>; lookups: Lookups },
): void {
  const [product, code] = [cells.text('product'), cells.text('code')]
  if (product === '') cells.fail('product', 'required')
  if (code === '') cells.fail('code', 'required')
  if (cells.text('price') === '') cells.fail('price', 'required')
  const twin = rowsByCode.get(code)
  if (code !== '' && twin !== undefined) cells.fail('code', 'sku_twice', { other: twin })
  rowsByCode.set(code, cells.row)
  const draft = drafts.get(product)
  if (product !== '' && !draft) cells.fail('product', 'sku_without_product')
  const picture = cells.text('picture')
  if (picture !== '' && !lookups.pictures.has(picture)) cells.fail('picture', 'picture_not_found')
  const stock = cells.read('stock', (text) => wholeNumber(text, 1_000_000), undefined as number | undefined)
  const sku = {
    code,
    barcode: cells.text('barcode'),
    options: optionsOf(cells, draft?.input.axes?.length ?? 0),
    priceFen: cells.read('price', priceFen, 0),
    marketPriceFen: cells.read<number | null>('marketPrice', priceFen, null),
    costFen: cells.read<number | null>('cost', priceFen, null),
    tiers: cells.read('tiers', tiers, []),
    specials: cells.read('specials', specials, []),
    weightGrams: cells.read('weight', (text) => wholeNumber(text, 1_000_000), 0),
    volumeMl: cells.read('volume', (text) => wholeNumber(text, 10_000_000), 0),
    delivery: cells.read('delivery', delivery, 'parcel'),
    picture: lookups.pictures.get(picture) ?? null,
    enabled: cells.read('enabled', yesNo, true),
  }
  if (!draft) return
  draft.input.skus.push(sku)
  draft.skuCells.push(cells)
  // Pieces with card keys are the keys in the pool.
  if (stock !== undefined && sku.delivery !== 'card_key') draft.counted.set(code, stock)
}

const optionKeys = ['option1', 'option2', 'option3', 'option4'] as const

function optionsOf(cells: Cells<SkuKey>, axes: number): string[] {
  for (const [index, key] of optionKeys.entries()) {
    if (index < axes && cells.text(key) === '') cells.fail(key, 'required')
    if (index >= axes && cells.text(key) !== '') cells.fail(key, 'option_not_asked', { value: String(index + 1) })
  }
  return optionKeys.slice(0, axes).map((key) => cells.text(key))
}

/** Axes that name no options have those of their SKUs, in the order of the rows. */
function nameOptions({ input }: Draft): void {
  for (const [index, axis] of (input.axes ?? []).entries()) {
    const used = input.skus.map((sku) => sku.options[index] ?? '').filter((option) => option !== '')
    axis.options = [...new Set([...axis.options, ...used])]
  }
}

function attributes(text: string): Read<z.input<typeof Attribute>[]> {
  const pairs = parts(text).map((part) => pair(part))
  const whole = pairs.filter((found) => found !== undefined && found[0] !== '' && found[1] !== '') as [string, string][] // filtered for it
  return whole.length === pairs.length
    ? { ok: true, value: whole.map(([name, value]) => ({ name, value })) }
    : { ok: false, code: 'attribute_wrong' }
}

const promiseOf = new Map(Object.entries(promiseNames).map(([promise, name]) => [name, promise as z.output<typeof Promise_>])) // keys of the table are promises
const stateOf = new Map(Object.entries(stateNames).map(([key, name]) => [name, key as keyof typeof stateNames])) // keys of the table are states

function promises(text: string): Read<z.output<typeof Promise_>[]> {
  const found = parts(text).map((name) => promiseOf.get(name as never)) // any text may be looked up
  return found.includes(undefined)
    ? { ok: false, code: 'promise_unknown' }
    : { ok: true, value: [...new Set(found.filter((promise) => promise !== undefined))] }
}

function state(text: string): Read<keyof typeof stateNames> {
  const found = stateOf.get(text as never) // any text may be looked up
  return found ? { ok: true, value: found } : { ok: false, code: 'state_unknown' }
}

function tiers(text: string): Read<z.input<typeof PriceTier>[]> {
  const found: z.input<typeof PriceTier>[] = []
  for (const part of parts(text)) {
    const [pieces, price] = pair(part) ?? ['', '']
    const [minQuantity, fen] = [wholeNumber(pieces, 9999), priceFen(price)]
    if (!minQuantity.ok || !fen.ok || minQuantity.value < 2) return { ok: false, code: 'tier_wrong' }
    found.push({ minQuantity: minQuantity.value, priceFen: fen.value })
  }
  return { ok: true, value: found }
}

/** Plain text becomes paragraphs; HTML stays and is cleaned when it is written. */
function detail(text: string): string {
  if (/<\/?[a-z][^>]*>/i.test(text)) return text
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return safe
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => `<p>${line}</p>`)
    .join('')
}

const productKeys: Readonly<Record<string, ProductKey>> = {
  code: 'code',
  title: 'title',
  subtitle: 'subtitle',
  brandId: 'brand',
  categoryIds: 'categories',
  pictures: 'pictures',
  axes: 'axes',
  skus: 'code',
  attributes: 'attributes',
  tags: 'tags',
  promises: 'promises',
  detailHtml: 'detail',
  limits: 'minimum',
  onSaleAt: 'onSaleAt',
  offSaleAt: 'offSaleAt',
}
const skuKeys: Readonly<Record<string, SkuKey>> = {
  code: 'code',
  barcode: 'barcode',
  options: 'option1',
  priceFen: 'price',
  marketPriceFen: 'marketPrice',
  costFen: 'cost',
  tiers: 'tiers',
  specials: 'specials',
  weightGrams: 'weight',
  volumeMl: 'volume',
  picture: 'picture',
  delivery: 'delivery',
}

/** What the product's own schema and rules say, put on the cells they are about. */
function tellFaults(draft: Draft): void {
  const parsed = ProductInput.safeParse(draft.input)
  if (!parsed.success) {
    for (const issue of parsed.error.issues) tell(draft, issue.path.map(String), { code: codeOfIssue(issue) })
    return
  }
  for (const { path, code, value } of problemsOf(parsed.data)) {
    const twin = path === 'skus' && code === 'sku_options_wrong' ? secondOf(draft, value) : -1
    tell(draft, twin < 0 ? path.split('.') : ['skus', String(twin), 'options'], { code, value })
  }
}

/** The SKU that repeats a combination of options. */
function secondOf({ input }: Draft, combination: string): number {
  const same = (sku: (typeof input.skus)[number]): boolean => sku.options.join('/') === combination
  return input.skus.findIndex((sku, index) => same(sku) && input.skus.findIndex(same) < index)
}

/** Puts a fault on the cell that a path of the input names; it joins the problems that `parseSheets` gave. */
export function tell(draft: Draft, path: readonly string[], { code, value }: { code: string; value?: string }): void {
  const known: ProblemCode = isProblemCode(code) ? code : 'invalid'
  const [head = '', index, part = ''] = path
  const cells = head === 'skus' && index !== undefined ? draft.skuCells[Number(index)] : undefined
  const more = value === undefined || known === 'market_price_too_low' || known === 'tier_prices_wrong' ? {} : { value }
  if (cells) cells.fail(part === 'options' && path[3] ? (optionKeys[Number(path[3])] ?? 'option1') : (skuKeys[part] ?? 'code'), known, more)
  else draft.cells.fail(productKeys[head] ?? 'code', known, more)
}

function codeOfIssue(issue: { code: string; path: readonly PropertyKey[]; origin?: string }): ProblemCode {
  const last = issue.path.at(-1)
  if (last === 'code' && (issue.code === 'invalid_format' || issue.code === 'too_big')) return 'code_wrong'
  if (issue.code === 'too_big') return issue.origin === 'array' ? 'too_many' : issue.origin === 'string' ? 'too_long' : 'out_of_range'
  if (issue.code === 'too_small') return issue.origin === 'array' ? 'too_few' : issue.origin === 'string' ? 'too_short' : 'out_of_range'
  return 'invalid'
}
