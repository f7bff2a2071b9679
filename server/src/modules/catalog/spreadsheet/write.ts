import exceljs, { type Worksheet } from 'exceljs'
import type { ProductInput, PriceTier } from '../contract.ts'
import type { z } from 'zod'
import {
  type Column,
  deliveryNames,
  GUIDE_SHEET,
  HELP_MARK,
  PRODUCT_SHEET,
  productColumns,
  type ProductKey,
  promiseNames,
  SKU_SHEET,
  skuColumns,
  type SkuKey,
  stateNames,
} from './columns.ts'
import { periodNames, specialsText } from './specials.ts'
import { escaped, timeText } from './values.ts'

type Input = ProductInput
type SkuInput = Input['skus'][number]

/** A product as a sheet holds it: categories by path, pictures by name or address, and the stock that was counted, if it was. */
export interface SheetProduct extends Omit<
  Input,
  'brandId' | 'categoryIds' | 'pictures' | 'skus' | 'freightTemplateId' | 'video' | 'model'
> {
  brand: string | null
  categories: string[]
  pictures: string[]
  skus: (Omit<SkuInput, 'picture'> & { picture: string | null; stock: number | null })[]
}

/** The workbook that an import reads, with these products. Without any it is the template. */
export async function writeWorkbook(products: readonly SheetProduct[]): Promise<Buffer> {
  const workbook = new exceljs.Workbook()
  workbook.creator = 'Puzi'
  const goods = addSheet(workbook, PRODUCT_SHEET, productColumns)
  const skus = addSheet(workbook, SKU_SHEET, skuColumns)
  for (const product of products) {
    goods.addRow(productRow(product))
    for (const sku of product.skus) skus.addRow(skuRow(product.code, sku))
  }
  addGuide(workbook)
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

function addSheet(workbook: exceljs.Workbook, name: string, columns: readonly Column[]): Worksheet {
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', xSplit: 1, ySplit: 2 }] })
  sheet.columns = columns.map(({ key, heading, required, width }) => ({ key, width, header: required ? `${heading}*` : heading }))
  sheet.addRow(columns.map(({ help }, index) => (index === 0 ? `${HELP_MARK} ${help}` : help)))
  const [head, help] = [sheet.getRow(1), sheet.getRow(2)]
  head.font = { bold: true, color: { argb: 'FFFFFFFF' } }
  head.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF5552D' } }
  help.font = { italic: true, size: 9, color: { argb: 'FF8A817C' } }
  help.alignment = { wrapText: true, vertical: 'top' }
  return sheet
}

function addGuide(workbook: exceljs.Workbook): void {
  const guide = workbook.addWorksheet(GUIDE_SHEET)
  guide.getColumn(1).width = 90
  guide.addRows([
    ['商品导入说明'],
    ['1. “商品”表一行一个商品，“规格”表一行一个规格，用商品编码对应；单规格商品也要在“规格”表里有一行。'],
    ['2. 带 * 的列必填。列的顺序可以调整，列名不要改。第 2 行是填写提示，导入时会跳过。'],
    ['3. 已有的商品编码会整体更新：表里没有的规格会停售，表里没有的商品不受影响。'],
    ['4. 先全部检查，再一次写入：只要有一处错误，就什么都不会导入，并逐行列出问题。'],
    ['5. 图片请先上传到素材库，再填写素材库里的名称或地址。'],
    ['6. 值里有 ; = | 这些符号时，在前面加一个反斜杠 \\ 。'],
  ])
  guide.getRow(1).font = { bold: true, size: 14 }
}

const list = (items: readonly string[]): string => items.map(escaped).join('; ')
const yuanOf = (fen: number | null): number | null => (fen === null ? null : fen / 100)

function productRow(product: SheetProduct): Record<ProductKey, string | number | null> {
  return {
    code: product.code,
    title: product.title,
    subtitle: product.subtitle,
    brand: product.brand,
    categories: list(product.categories),
    pictures: list(product.pictures),
    axes: product.axes.map((axis) => `${escaped(axis.name)}=${axis.options.map(escaped).join('|')}`).join('; '),
    attributes: product.attributes.map(({ name, value }) => `${escaped(name)}=${escaped(value)}`).join('; '),
    promises: product.promises.map((promise) => promiseNames[promise]).join('; '),
    tags: list(product.tags),
    state: stateNames[product.state],
    onSaleAt: product.onSaleAt && timeText(product.onSaleAt),
    offSaleAt: product.offSaleAt && timeText(product.offSaleAt),
    minimum: product.limits.minimum === 1 ? null : product.limits.minimum,
    step: product.limits.step === 1 ? null : product.limits.step,
    perOrder: product.limits.perOrder,
    perPerson: product.limits.perPerson,
    period: product.limits.period === 'ever' ? null : periodNames[product.limits.period],
    detail: product.detailHtml,
  }
}

function skuRow(product: string, sku: SheetProduct['skus'][number]): Record<SkuKey, string | number | null> {
  const [option1 = '', option2 = '', option3 = '', option4 = ''] = sku.options
  return {
    product,
    code: sku.code,
    barcode: sku.barcode,
    option1,
    option2,
    option3,
    option4,
    price: yuanOf(sku.priceFen),
    marketPrice: yuanOf(sku.marketPriceFen),
    cost: yuanOf(sku.costFen),
    tiers: sku.tiers.map(({ minQuantity, priceFen }: z.output<typeof PriceTier>) => `${minQuantity}=${priceFen / 100}`).join('; '),
    specials: specialsText(sku.specials),
    weight: sku.weightGrams,
    volume: sku.volumeMl,
    delivery: sku.delivery === 'parcel' ? null : deliveryNames[sku.delivery],
    stock: sku.stock,
    picture: sku.picture,
    enabled: sku.enabled ? '是' : '否',
  }
}
