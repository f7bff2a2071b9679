import type { Picture } from '../../server/src/modules/media/contract.ts'
import { type SheetProduct, writeWorkbook } from '../../server/src/modules/catalog/spreadsheet/write.ts'
import type { Goods } from '../goods.ts'

/** The spreadsheet a merchant would fill in for this shop. */
export async function workbookOf(goods: readonly Goods[], pictures: ReadonlyMap<string, Picture>): Promise<Buffer> {
  return writeWorkbook(goods.map((one, index) => sheetOf(one, { pictures, index })))
}

function sheetOf(goods: Goods, { pictures, index }: { pictures: ReadonlyMap<string, Picture>; index: number }): SheetProduct {
  // Some goods are cheaper for members, some are not sold by the dozen to one person.
  const forMembers = index % 5 === 1
  const perPerson = index % 13 === 4 ? 5 : null
  return {
    code: goods.code,
    title: goods.title,
    subtitle: goods.subtitle,
    brand: goods.brand,
    categories: [goods.group.path.join('/')],
    pictures: goods.pictures,
    axes: goods.axes.map((axis) => ({ name: axis.name, options: [...axis.options] })),
    attributes: goods.attributes,
    promises: [...goods.group.promises],
    tags: goods.tags,
    state: 'on_sale',
    onSaleAt: null,
    offSaleAt: null,
    limits: { minimum: 1, step: 1, perOrder: null, perPerson, period: 'month' },
    detailHtml: detailOf(goods, pictures),
    skus: goods.skus.map((sku) => ({
      ...sku,
      volumeMl: sku.weightGrams * 2,
      enabled: true,
      delivery: 'parcel' as const,
      specials: forMembers ? [{ kind: 'member', fromTier: 1, priceFen: Math.floor((sku.priceFen * 9) / 100) * 10 }] : [],
    })),
  }
}

const safe = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** What the page shows below the fold: the story, pictures, a table, and how to keep it. */
function detailOf(goods: Goods, pictures: ReadonlyMap<string, Picture>): string {
  const picture = (name: string | undefined): string => {
    const url = name === undefined ? undefined : pictures.get(name)?.url
    return url ? `<figure><img src="${url}-960.webp" alt="${safe(goods.title)}"></figure>` : ''
  }
  const rows = [...goods.attributes, ...goods.axes.map((axis) => ({ name: axis.name, value: axis.options.join(' / ') }))]
  const table = rows.map(({ name, value }) => `<tr><th>${safe(name)}</th><td>${safe(value)}</td></tr>`).join('')
  return [
    `<h3>${safe(goods.subtitle)}</h3>`,
    `<p>${safe(goods.story)}</p>`,
    picture(goods.pictures[2]),
    '<h3>规格参数</h3>',
    `<table><tbody>${table}</tbody></table>`,
    picture(goods.pictures[1]),
    '<h3>温馨提示</h3>',
    ...goods.group.care.map((text) => `<p>${safe(text)}</p>`),
  ].join('')
}
