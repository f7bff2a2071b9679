import type { Interface } from '../../kernel/contract.ts'
import { on } from '../../kernel/events.ts'
import { route, staffOf } from '../../kernel/http.ts'
import { sweep } from '../../kernel/jobs.ts'
import { defineModule } from '../../kernel/module.ts'
import { mediaCalls } from '../media/contract.ts'
import { addCategory, changeCategory, countedTree, putCategories, removeCategory, tree } from './categories.ts'
import type { Catalog } from './context.ts'
import * as contract from './contract.ts'
import { addSales, keepSchedule, setInStock, setRating, tellSold } from './figures.ts'
import { forget, openHot } from './hot.ts'
import { importSpreadsheet } from './import.ts'
import { messages } from './messages.ts'
import {
  adminProduct,
  cards,
  docs,
  productDetail,
  recommended,
  send,
  sendCards,
  setStates,
  skusForSale,
  skusOfProduct,
} from './products.ts'
import { pricesOffTheSkus, treeOutOfShape } from './queries/checks.ts'
import { skuCodes, snapshotsOf } from './queries/for-sale.ts'
import { productPage } from './queries/listing.ts'
import { skusByCode } from './queries/skus.ts'
import { spreadsheetRoutes } from './routes.spreadsheet.ts'
import { writeProduct } from './write.ts'

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
        skusOfProduct: async ({ productId }) => ({ items: await skusOfProduct(shelf, productId) }),
        skusForSale: async ({ skuIds }) => ({ items: await skusForSale(shelf, skuIds) }),
        cards: async ({ productIds }) => ({ items: await cards(shelf, productIds) }),
        docs: async ({ productIds, after, limit }) => ({ items: await docs(shelf, { productIds, after, limit: limit ?? 500 }) }),
        categoryTree: async () => ({ items: (await tree(shelf)).items }),
        addSales: async (input) => addSales(shelf, input).then(() => done),
        setRating: async (input) => setRating(shelf, input).then(() => done),
        setInStock: async (input) => setInStock(shelf, input).then(() => done),
        putCategories: ({ items }) => putCategories(shelf, items),
        importSpreadsheet: ({ shopId, fileBase64, actor, dryRun }) =>
          importSpreadsheet(shelf, { shopId, actor, bytes: Buffer.from(fileBase64, 'base64'), dryRun: dryRun ?? false, lang: 'zh-CN' }),
      },
      routes: [
        route(contract.listCategories, async () => send((await tree(shelf)).ready)),
        route(contract.getProduct, (_caller, { params }) => productDetail(shelf, params.id)),
        route(contract.listProductCards, (_caller, { query }) => sendCards(shelf, query.ids)),
        route(contract.listRecommended, (_caller, { query }) => recommended(shelf, query)),
        route(contract.listAdminProducts, (caller, { query }) => productPage(db, staffOf(caller).shopId, query)),
        route(contract.getAdminProduct, (caller, { params }) => adminProduct(shelf, staffOf(caller).shopId, params.id)),
        route(contract.createProduct, async (caller, { body }) => {
          const { shopId } = staffOf(caller)
          return adminProduct(shelf, shopId, await writeProduct(shelf, { shopId, product: body }))
        }),
        route(contract.updateProduct, async (caller, { params, body: { version, ...product } }) => {
          const { shopId } = staffOf(caller)
          return adminProduct(shelf, shopId, await writeProduct(shelf, { shopId, id: params.id, version, product }))
        }),
        route(contract.setProductStates, (caller, { body }) => setStates(shelf, staffOf(caller).shopId, body)),
        ...spreadsheetRoutes(shelf),
        route(contract.listAdminCategories, () => countedTree(shelf)),
        route(contract.createCategory, (_caller, { body }) => addCategory(shelf, body)),
        route(contract.updateCategory, (_caller, { params, body }) => changeCategory(shelf, params.id, body)),
        route(contract.deleteCategory, async (_caller, { params }) => removeCategory(shelf, params.id).then(() => done)),
      ],
      handlers: [on(contract.productChanged, 'catalog.forget-hot', async ({ payload }) => forget(shelf, [payload.productId]))],
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
