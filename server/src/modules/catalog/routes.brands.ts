import { type Route, route } from '../../kernel/http.ts'
import { addBrand, brandOf, brandsPage, changeBrand, mergeBrand, removeBrand, shownBrand } from './brands.ts'
import type { Catalog } from './context.ts'
import * as contract from './contract.ts'

export const brandRoutes = (catalog: Catalog): Route[] => [
  route(contract.getBrand, (_caller, { params }) => brandOf(catalog, params.id)),
  route(contract.findBrand, async (_caller, { query }) => ({ brand: await shownBrand(catalog, query) })),
  route(contract.listBrands, (_caller, { query }) => brandsPage(catalog, query)),
  route(contract.createBrand, (_caller, { body }) => addBrand(catalog, body)),
  route(contract.updateBrand, (_caller, { params, body }) => changeBrand(catalog, params.id, body)),
  route(contract.mergeBrand, (_caller, { params, body }) => mergeBrand(catalog, { id: params.id, intoId: body.intoId })),
  route(contract.deleteBrand, async (_caller, { params }) => removeBrand(catalog, params.id).then(() => ({ ok: true as const }))),
]
