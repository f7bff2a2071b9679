import { dayOf } from '../../kernel/clock.ts'
import type { RawReply } from '../../kernel/http.ts'
import type { Catalog } from './context.ts'
import { categoryPaths } from './import.ts'
import { allCategories } from './queries/categories.ts'
import { exportableIds } from './queries/import.ts'
import { type WholeProduct, wholeProduct } from './queries/read.ts'
import { type SheetProduct, writeWorkbook } from './spreadsheet/write.ts'

const together = 8

/** All products of a shop that are not archived, in the columns that an import reads. Stock is left empty, so that it is not set back. */
export async function exportProducts(catalog: Catalog, shopId: string): Promise<RawReply> {
  const paths = new Map([...categoryPaths(await allCategories(catalog.db))].map(([path, id]) => [id, path]))
  const ids = await exportableIds(catalog.db, shopId)
  const products: SheetProduct[] = []
  for (let from = 0; from < ids.length; from += together) {
    const found = await Promise.all(
      ids.slice(from, from + together).map((id) => wholeProduct(catalog.db, id, { shopId, now: catalog.now() })),
    )
    products.push(...found.flatMap((product) => (product ? [sheetOf(product, paths)] : [])))
  }
  return xlsx(await writeWorkbook(products), `products-${dayOf(catalog.now())}.xlsx`)
}

/** The empty workbook with its headings, hints and guide. */
export async function importTemplate(): Promise<RawReply> {
  return xlsx(await writeWorkbook([]), 'product-import-template.xlsx')
}

function xlsx(body: Buffer, name: string): RawReply {
  return {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="${name}"`,
    },
    body,
  }
}

function sheetOf(product: WholeProduct, paths: ReadonlyMap<string, string>): SheetProduct {
  return {
    code: product.code,
    title: product.title,
    subtitle: product.subtitle,
    brand: product.brand,
    categories: product.categoryIds.flatMap((id) => paths.get(id) ?? []),
    pictures: product.pictures.map((picture) => picture.url),
    axes: product.axes,
    attributes: product.attributes,
    promises: product.promises,
    limits: product.limits,
    tags: product.tags,
    detailHtml: product.detailHtml,
    // Archived products are not exported.
    state: product.state === 'archived' ? 'off_sale' : product.state,
    onSaleAt: product.onSaleAt,
    offSaleAt: product.offSaleAt,
    skus: product.skus.map((sku) => ({ ...sku, picture: sku.picture?.url ?? null, stock: null })),
  }
}
