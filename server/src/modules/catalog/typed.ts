import { AppError } from '../../kernel/errors.ts'
import type { AttributeDef, ProductInput } from './contract.ts'

interface Node {
  id: string
  parentId: string | null
  attributes: readonly AttributeDef[]
}

/** What products of these categories are described by: their own definitions and those of the categories above; the nearest of a name holds. */
export function definitionsOf(categoryIds: readonly string[], tree: ReadonlyMap<string, Node>): Map<string, AttributeDef> {
  const found = new Map<string, AttributeDef>()
  for (const id of categoryIds) {
    for (let node = tree.get(id); node; node = node.parentId === null ? undefined : tree.get(node.parentId))
      for (const definition of node.attributes) if (!found.has(definition.name)) found.set(definition.name, definition)
  }
  return found
}

/**
 * The attributes as they are kept: a number with its unit, one of the options, or a text. Names that nobody defined are free. Pure. Throws
 * `attribute_wrong`, `attribute_missing`.
 */
export function typedAttributes(
  attributes: ProductInput['attributes'],
  definitions: ReadonlyMap<string, AttributeDef>,
): ProductInput['attributes'] {
  const given = new Set(attributes.map(({ name }) => name))
  for (const { name, required } of definitions.values())
    if (required && !given.has(name)) throw new AppError('invalid', 'attribute_missing', { value: name, path: 'attributes' })
  return attributes.map(({ name, value }) => {
    const definition = definitions.get(name)
    const kept = definition ? keptValue(value, definition) : value
    if (kept === undefined) throw new AppError('invalid', 'attribute_wrong', { value: `${name}：${value}`, path: 'attributes' })
    return { name, value: kept }
  })
}

function keptValue(value: string, { kind, options, unit }: AttributeDef): string | undefined {
  if (kind === 'enum') return options.includes(value) ? value : undefined
  if (kind === 'text') return value
  const [, number, rest = ''] = /^(-?\d{1,9}(?:\.\d{1,4})?)\s*(\D*)$/.exec(value.trim()) ?? []
  if (number === undefined || (rest !== '' && rest.trim() !== unit)) return undefined
  return `${Number(number)}${unit}`
}
