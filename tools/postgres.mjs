export { startPostgres, erasePostgres } from './postgres.ts'
