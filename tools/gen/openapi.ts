import type { Operation } from '../../server/src/kernel/contract.ts'
import { kernelMessages } from '../../server/src/kernel/messages.ts'
import type { JsonSchema } from '../../server/src/kernel/json-schema.ts'
import type { Declared } from './contracts.ts'
import { collect, type Named, namesOfReplies } from './schemas.ts'

type Json = Record<string, unknown>

const titles: Record<Operation['face'], string> = { shop: 'Puzi storefront API', admin: 'Puzi console API', open: 'Puzi open API' }

const errorSchema: JsonSchema = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message', 'detail', 'requestId'],
      properties: {
        code: { type: 'string', description: 'Stable; to branch on' },
        message: { type: 'string', description: 'A sentence for the person, in the language of Accept-Language' },
        detail: { type: 'object', additionalProperties: {} },
        requestId: { type: 'string' },
      },
    },
  },
}

/** The OpenAPI 3.1 document of one face. */
export function openapiOf(face: Operation['face'], all: readonly Declared[]): Json {
  const named = namesOfReplies(all.map(({ operation }) => operation))
  const paths: Record<string, Json> = {}
  for (const declared of all) {
    const path = `/api/${face}${declared.operation.path}`.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [declared.operation.method.toLowerCase()]: describe(declared, named) }
  }
  const schemas = Object.fromEntries([...named.all, ['Error', errorSchema] as const].sort(([a], [b]) => (a < b ? -1 : 1)))
  return {
    openapi: '3.1.0',
    info: {
      title: titles[face],
      version: '1',
      description: `Amounts are integer fen, times are UTC in ISO 8601. A refusal is \`{ "error": { code, message, detail, requestId } }\`. Besides the codes an operation lists it may answer: ${Object.keys(
        kernelMessages.en,
      )
        .map((code) => `\`${code}\``)
        .join(', ')}.`,
    },
    servers: [{ url: '/' }],
    tags: [...new Set(all.map(({ module }) => module))].sort().map((name) => ({ name })),
    paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1))),
    components: { securitySchemes: { session: { type: 'http', scheme: 'bearer' } }, schemas },
  }
}

function describe({ module, operation }: Declared, named: Named): Json {
  const errors = operation.errors ?? []
  const parameters = [...parametersOf(operation, 'params', named), ...parametersOf(operation, 'query', named)]
  const notes = [
    operation.access === 'public'
      ? 'Anybody may call this.'
      : operation.access === 'shopper'
        ? 'For a signed-in shopper.'
        : operation.access === 'staff'
          ? 'For signed-in staff.'
          : `For staff with the permission \`${operation.access.slice(6)}\`.`,
    ...(operation.platform ? ['Only for staff of the platform.'] : []),
    ...(operation.limit ? [`At most ${operation.limit.times} times in ${operation.limit.seconds} seconds.`] : []),
    ...(errors.length > 0 ? [`Refusals: ${errors.map((code) => `\`${code}\``).join(', ')}.`] : []),
  ]
  return {
    operationId: operation.id,
    tags: [module],
    summary: operation.summary ?? wordsOf(operation.id),
    description: notes.join(' '),
    'x-access': operation.access,
    ...(operation.platform ? { 'x-platform': true } : {}),
    'x-errors': errors,
    security: operation.access === 'public' ? [{}, { session: [] }] : [{ session: [] }],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...requestBody(operation, named),
    responses: {
      200: operation.raw
        ? { description: 'A file or a stream' }
        : { description: 'Done', content: { 'application/json': { schema: collect(named, operation.reply, 'output') } } },
      default: { description: 'Refused', content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } },
    },
  }
}

function parametersOf(operation: Operation, part: 'params' | 'query', named: Named): Json[] {
  const schema: JsonSchema = operation[part] ? collect(named, operation[part], 'input') : {}
  return Object.entries(schema.properties ?? {}).map(([name, value]) => ({
    name,
    in: part === 'params' ? 'path' : 'query',
    required: part === 'params' || (schema.required ?? []).includes(name),
    schema: value,
  }))
}

function requestBody(operation: Operation, named: Named): Json {
  const body = operation.body ? collect(named, operation.body, 'input') : undefined
  if (!operation.upload) return body ? { requestBody: { required: true, content: { 'application/json': { schema: body } } } } : {}
  const schema = {
    type: 'object',
    required: ['file'],
    properties: { ...body?.properties, file: { type: 'string', contentMediaType: 'application/octet-stream' } },
  }
  return { requestBody: { required: true, content: { 'multipart/form-data': { schema } } } }
}

/** `placeOrder` → `Place order` */
export function wordsOf(id: string): string {
  const words = id.replaceAll(/([A-Z])/g, ' $1').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
