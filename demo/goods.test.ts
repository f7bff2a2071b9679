import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import type { Picture } from '../server/src/modules/media/contract.ts'
import { brandNames, parseSheets, pictureRefs } from '../server/src/modules/catalog/spreadsheet/parse.ts'
import { readSheets } from '../server/src/modules/catalog/spreadsheet/read.ts'
import { good } from './shops/review-words.ts'
import { workbookOf } from './furnish/workbook.ts'
import { allGoods, ean13, goodsOf } from './goods.ts'
import { plan } from './pictures/plan.ts'
import { plannedPictures } from './pictures.ts'
import { shops } from './shops.ts'

const goods = allGoods()
const skus = goods.flatMap((one) => one.skus)
const twice = (values: readonly string[]): string[] => values.filter((value, index) => values.indexOf(value) !== index)

test('five shops offer at least 300 products and 900 SKUs', () => {
  expect(shops).toHaveLength(5)
  expect(goods.length).toBeGreaterThanOrEqual(300)
  expect(skus.length).toBeGreaterThanOrEqual(900)
})

test('no title, code or barcode comes twice, and every barcode is a valid EAN-13 of a Chinese prefix', () => {
  expect(twice(goods.map((one) => one.title))).toEqual([])
  expect(twice(skus.map((sku) => sku.code))).toEqual([])
  expect(twice(skus.map((sku) => sku.barcode))).toEqual([])
  expect(skus.filter((sku) => !/^69\d{11}$/.test(sku.barcode) || ean13(sku.barcode.slice(0, 12)) !== sku.barcode)).toEqual([])
})

test('prices are honest: above nothing, never above the crossed-out price, cheaper in bulk, dearer than they cost', () => {
  const dishonest = skus.filter(
    (sku) =>
      sku.priceFen <= sku.costFen ||
      (sku.marketPriceFen !== null && sku.marketPriceFen < sku.priceFen) ||
      sku.tiers.some((tier, index) => tier.priceFen >= (sku.tiers[index - 1]?.priceFen ?? sku.priceFen)),
  )
  expect(dishonest.map((sku) => sku.code)).toEqual([])
})

test('everything on a picture can be drawn, and every picture that is named is drawn once', () => {
  const icons = join(dirname(createRequire(import.meta.url).resolve('fluentui-emoji/package.json')), 'icons/modern')
  const names = plan(shops, goodsOf).flatMap((batch) => batch.flatMap((drawing) => [drawing.hero, ...drawing.friends]))
  const missing = [...new Set(names.map((name) => name.split(':')[0] ?? ''))].filter(
    (name) => !name.startsWith('@') && !existsSync(join(icons, `${name}.svg`)),
  )
  expect(missing).toEqual([])
  const drawn = plannedPictures()
  expect(twice(drawn.map((picture) => picture.key))).toEqual([])
  const known = new Set(drawn.map((picture) => picture.name))
  expect([...goods.flatMap((one) => one.pictures), ...skus.flatMap((sku) => sku.picture ?? [])].filter((name) => !known.has(name))).toEqual(
    [],
  )
})

test('the spreadsheet of each shop is read back without a fault, as many products and SKUs as were written', async () => {
  const pictures = new Map(
    plannedPictures().map(({ key, name, width, height, colour }): [string, Picture] => [
      name,
      { url: `/media/${key}`, width, height, colour },
    ]),
  )
  const categories = new Map(
    shops.flatMap((shop) => shop.groups.map((group): [string, string] => [group.path.join('/'), '019a0000-0000-7000-8000-000000000001'])),
  )
  for (const shop of shops) {
    const mine = goodsOf(shop)
    const sheets = await readSheets(await workbookOf(mine, pictures))
    const brands = new Map(brandNames(sheets).map((name) => [name.toLowerCase(), '019a0000-0000-7000-8000-000000000002']))
    const { drafts, problems } = parseSheets(sheets, { categories, pictures, brands })
    expect([...sheets.problems, ...problems]).toEqual([])
    expect(drafts.map((draft) => draft.input.code)).toEqual(mine.map((one) => one.code))
    expect(sheets.skus).toHaveLength(mine.flatMap((one) => one.skus).length)
    expect(pictureRefs(sheets).length).toBeGreaterThan(mine.length * 2)
  }
})

test('customers have words for everything on offer', () => {
  expect([...new Set(goods.map((one) => one.group.path[1]))].filter((name) => !good[name])).toEqual([])
})
