import type { Operation } from '../../server/src/kernel/contract.ts'
import type { JsonSchema } from '../../server/src/kernel/json-schema.ts'
import type { Declared } from './contracts.ts'
import { wordsOf } from './openapi.ts'
import { collect, type Named, namesOfReplies } from './schemas.ts'
import { declarationOf, typeOf } from './types.ts'

interface Described {
  operation: Operation
  /** Type of the one flat argument, or nothing. */
  input: string | undefined
  inputOptional: boolean
  reply: string
  query: string[]
}

/** The typed client of one face: an interface for each named schema, a method for each operation, and a small table. */
export function clientOf(face: Operation['face'], all: readonly Declared[]): string {
  const named = namesOfReplies(all.map(({ operation }) => operation))
  const described = all.map(({ operation }) => describe(operation, named))
  const [plain, raw] = [described.filter(({ operation }) => !operation.raw), described.filter(({ operation }) => operation.raw)]
  const name = face.charAt(0).toUpperCase() + face.slice(1)
  const declarations = [...named.all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, schema]) => declarationOf(id, schema))
  const uploads = all.some(({ operation }) => operation.upload)
  const imports = ['bind', 'describe', ...(uploads ? ['type FileSource'] : []), 'type Operation', 'type Outgoing', 'type Send']
  return `// Generated from the contracts by \`npm run gen\`. Do not edit.
import { ${imports.join(', ')} } from '../runtime.ts'

${declarations.join('\n')}
export interface ${name}Client {
${plain.map(method).join('')}}

/** Operations that answer a file or a stream: these give the request to make. */
export interface ${name}Requests {
${raw.map(method).join('')}}

const operations: Record<string, Operation> = {
${plain.map(row).join('')}}

const requests: Record<string, Operation> = {
${raw.map(row).join('')}}

// The table and the interfaces come from the same contracts.
export const create${name}Client = (send: Send): ${name}Client => bind('/api/${face}', operations, send) as unknown as ${name}Client
export const ${face}Requests = describe('/api/${face}', requests) as unknown as ${name}Requests
`
}

function describe(operation: Operation, named: Named): Described {
  const read = (part: 'params' | 'query' | 'body'): JsonSchema | undefined =>
    operation[part] ? collect(named, operation[part], 'input') : undefined
  const [params, query, body] = [read('params'), read('query'), read('body')]
  const parts = [params, query, body].filter((part) => part !== undefined)
  refuseClash(
    operation,
    parts.flatMap((part) => Object.keys(resolve(part, named).properties ?? {})),
  )
  const types = parts.map(typeOf).filter((type) => type !== '{}')
  if (operation.upload) types.push('{ file: FileSource }')
  return {
    operation,
    input: types.length > 0 ? merged(types) : undefined,
    inputOptional: !operation.upload && parts.every((part) => part.type === 'object' && !(part.required ?? []).length),
    reply: operation.raw ? 'Outgoing' : `Promise<${typeOf(collect(named, operation.reply, 'output'))}>`,
    query: Object.keys(query ? (resolve(query, named).properties ?? {}) : {}),
  }
}

function resolve(schema: JsonSchema, named: Named): JsonSchema {
  const target = schema.$ref ? named.all.get(schema.$ref.replace('#/components/schemas/', '')) : undefined
  return target ?? schema
}

/** Inline object types next to each other read better as one. */
function merged(types: readonly string[]): string {
  const inline = types.filter((type) => /^\{ [^{}]* \}$/.test(type))
  const others = types.filter((type) => !inline.includes(type))
  const one = inline.length > 0 ? [`{ ${inline.map((type) => type.slice(2, -2)).join('; ')} }`] : []
  return [...one, ...others.map((type) => (isUnion(type) ? `(${type})` : type))].join(' & ')
}

/** A bar outside of every bracket. */
function isUnion(type: string): boolean {
  const outside = type.replaceAll(/'[^']*'/g, '')
  let depth = 0
  for (const mark of outside) {
    if ('{(<['.includes(mark)) depth += 1
    else if ('})>]'.includes(mark)) depth -= 1
    else if (mark === '|' && depth === 0) return true
  }
  return false
}

function refuseClash(operation: Operation, keys: readonly string[]): void {
  const clash = keys.find((key, index) => keys.indexOf(key) !== index || (operation.upload && key === 'file'))
  if (clash) throw new Error(`${operation.id}: "${clash}" stands twice in its path, query and body`)
}

function method({ operation, input, inputOptional, reply }: Described): string {
  const errors = operation.errors?.length ? ` Refusals: ${operation.errors.join(', ')}.` : ''
  return `  /** ${operation.summary ?? wordsOf(operation.id)}.${errors} */\n  ${operation.id}(${input ? `input${inputOptional ? '?' : ''}: ${input}` : ''}): ${reply}\n`
}

function row({ operation, query }: Described): string {
  const names = query.length > 0 ? `, [${query.map((name) => `'${name}'`).join(', ')}]` : ''
  return `  ${operation.id}: ['${operation.method}', '${operation.path}'${names}],\n`
}
