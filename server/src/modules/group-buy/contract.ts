export * from './contract-admin.ts'
export * from './contract-shop.ts'
