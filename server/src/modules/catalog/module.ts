import type { Interface } from '../../kernel/contract.ts'
import { on } from '../../kernel/events.ts'
import { sweep } from '../../kernel/jobs.ts'
import { defineModule } from '../../kernel/module.ts'
import { mediaCalls } from '../media/contract.ts'
import { putBrands, tellProducts } from './brands.ts'
import { putCategories, tree } from './categories.ts'
import type { Catalog } from './context.ts'
import * as contract from './contract.ts'
import { addSales, keepSchedule, setInStock, setRating, tellSold } from './figures.ts'
import { forget, openHot } from './hot.ts'
import { importSpreadsheet } from './import.ts'
import { messages } from './messages.ts'
import { cards, docs, showAssets, skusForSale, skusOfProducts } from './products.ts'
import { pricesOffTheSkus, treeOutOfShape } from './queries/checks.ts'
import { skuCodes, snapshotsOf } from './queries/for-sale.ts'
import { skusByCode } from './queries/skus.ts'
import { brandRoutes } from './routes.brands.ts'
import { productRoutes } from './routes.products.ts'
import { spreadsheetRoutes } from './routes.spreadsheet.ts'

const done = { ok: true as const }

const codeCalls = ({ db }: Catalog): Pick<Interface<typeof contract.catalogCalls>, 'skuCodes' | 'skusByCode' | 'snapshots'> => ({
  skuCodes: async ({ skuIds }) => ({ items: await skuCodes(db, skuIds) }),
  skusByCode: async ({ shopId, codes }) => ({ items: await skusByCode(db, shopId, codes) }),
  snapshots: async ({ skuIds }) => ({ items: await snapshotsOf(db, skuIds) }),
})

export const catalog = defineModule({
  name: 'catalog',
  calls: contract.catalogCalls,
  needs: { media: mediaCalls },
  messages,
  create: ({ db, now, newId, needs }) => {
    const shelf: Catalog = { db, now, newId, media: needs.media, hot: openHot({ db, now }) }
    return {
      calls: {
        ...codeCalls(shelf),
        skusOfProduct: async ({ productId }) => ({ items: await skusOfProducts(shelf, [productId]) }),
        skusOfProducts: async ({ productIds }) => ({ items: await skusOfProducts(shelf, productIds) }),
        skusForSale: async ({ skuIds }) => ({ items: await skusForSale(shelf, skuIds) }),
        cards: async ({ productIds }) => ({ items: await cards(shelf, productIds) }),
        docs: async ({ limit, ...pick }) => ({ items: await docs(shelf, { ...pick, limit: limit ?? 500 }) }),
        categoryTree: async () => ({ items: (await tree(shelf)).items }),
        addSales: async (input) => addSales(shelf, input).then(() => done),
        setRating: async (input) => setRating(shelf, input).then(() => done),
        setInStock: async (input) => setInStock(shelf, input).then(() => done),
        showAssets: (wish) => showAssets(shelf, wish).then(() => done),
        putBrands: ({ items }) =>
          putBrands(
            shelf,
            items.map((item) => contract.BrandInput.parse(item)),
          ),
        putCategories: ({ items }) => putCategories(shelf, items),
        importSpreadsheet: ({ shopId, fileBase64, actor, dryRun }) =>
          importSpreadsheet(shelf, {
            shopId,
            actor,
            bytes: Buffer.from(fileBase64, 'base64'),
            dryRun: dryRun ?? false,
            newBrands: true,
            lang: 'zh-CN',
          }),
      },
      routes: [...productRoutes(shelf), ...spreadsheetRoutes(shelf), ...brandRoutes(shelf)],
      handlers: [
        on(contract.productChanged, 'catalog.forget-hot', async ({ payload }) => forget(shelf, [payload.productId])),
        on(contract.brandChanged, 'catalog.tell-products-of-brand', ({ payload }) => tellProducts(shelf, payload.brandId)),
      ],
      jobs: [
        sweep({ name: 'catalog.keep-schedule', everyMs: 2000, run: () => keepSchedule(shelf) }),
        sweep({ name: 'catalog.tell-sold', everyMs: 5000, run: () => tellSold(shelf) }),
      ],
      checks: [
        { name: 'listed prices are those of the SKUs', invariant: 6, run: () => pricesOffTheSkus(db) },
        { name: 'the category tree is in shape', invariant: 0, run: () => treeOutOfShape(db) },
      ],
    }
  },
})
