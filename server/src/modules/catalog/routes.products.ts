import { type Route, route, staffOf } from '../../kernel/http.ts'
import { addCategory, changeCategory, countedTree, removeCategory, tree } from './categories.ts'
import type { Catalog } from './context.ts'
import * as contract from './contract.ts'
import { adminProduct, productDetail, recommended, send, sendCards, setStates } from './products.ts'
import { productPage } from './queries/listing.ts'
import { writeProduct } from './write.ts'

/** Products and the categories they lie in. */
export const productRoutes = (catalog: Catalog): Route[] => [
  route(contract.listCategories, async () => send((await tree(catalog)).ready)),
  route(contract.getProduct, (_caller, { params }) => productDetail(catalog, params.id)),
  route(contract.listProductCards, (_caller, { query }) => sendCards(catalog, query.ids)),
  route(contract.listRecommended, (_caller, { query }) => recommended(catalog, query)),
  route(contract.listAdminProducts, (caller, { query }) => productPage(catalog.db, staffOf(caller).shopId, query)),
  route(contract.getAdminProduct, (caller, { params }) => adminProduct(catalog, staffOf(caller).shopId, params.id)),
  route(contract.createProduct, async (caller, { body }) => {
    const { shopId } = staffOf(caller)
    return adminProduct(catalog, shopId, await writeProduct(catalog, { shopId, product: body }))
  }),
  route(contract.updateProduct, async (caller, { params, body: { version, ...product } }) => {
    const { shopId } = staffOf(caller)
    return adminProduct(catalog, shopId, await writeProduct(catalog, { shopId, id: params.id, version, product }))
  }),
  route(contract.setProductStates, (caller, { body }) => setStates(catalog, staffOf(caller).shopId, body)),
  route(contract.listAdminCategories, () => countedTree(catalog)),
  route(contract.createCategory, (_caller, { body }) => addCategory(catalog, body)),
  route(contract.updateCategory, (_caller, { params, body }) => changeCategory(catalog, params.id, body)),
  route(contract.deleteCategory, async (_caller, { params }) => removeCategory(catalog, params.id).then(() => ({ ok: true as const }))),
]
