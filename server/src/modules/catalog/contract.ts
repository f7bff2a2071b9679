/** The face of the module; each file of `contract/` is about one thing. */
export * from './contract/brand.ts'
export * from './contract/bulk.ts'
export * from './contract/calls.ts'
export * from './contract/category.ts'
export * from './contract/editing.ts'
export * from './contract/offer.ts'
export * from './contract/product.ts'
export * from './contract/spreadsheet.ts'
