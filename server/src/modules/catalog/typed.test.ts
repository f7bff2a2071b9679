import { expect, test } from 'vitest'
import type { AttributeDef } from './contract.ts'
import { definitionsOf, typedAttributes } from './typed.ts'

const definition = (over: Partial<AttributeDef> & { name: string }): AttributeDef => ({
  kind: 'text',
  unit: '',
  options: [],
  required: false,
  ...over,
})
const node = (id: string, parentId: string | null, attributes: AttributeDef[]) => [id, { id, parentId, attributes }] as const
const weight = definition({ name: '净重', kind: 'number', unit: '克' })
const tree = new Map([
  node('top', null, [weight, definition({ name: '产地' })]),
  node('leaf', 'top', [definition({ name: '产地', kind: 'enum', options: ['云南', '海南'], required: true })]),
])
const typed = (name: string, value: string) =>
  typedAttributes([{ name: '产地', value: '云南' }, { name, value }], definitionsOf(['leaf'], tree)).at(-1)?.value // prettier-ignore

test('definitions are inherited down the tree, and the nearest of a name holds', () => {
  const found = definitionsOf(['leaf'], tree)
  expect([...found.keys()].toSorted()).toEqual(['产地', '净重'])
  expect(found.get('产地')).toMatchObject({ kind: 'enum', required: true })
  expect(definitionsOf(['top'], tree).get('产地')).toMatchObject({ kind: 'text' })
  expect(definitionsOf(['unknown'], tree).size).toBe(0)
})

test('a number is kept with its unit however it was written, so that a filter finds one value for one amount', () => {
  expect([typed('净重', '500'), typed('净重', '500克'), typed('净重', ' 500.0 克')]).toEqual(['500克', '500克', '500克'])
  for (const wrong of ['500kg', '约500', '', '5e3']) expect(() => typed('净重', wrong)).toThrow(/attribute_wrong/)
})

test('an enum takes its options only, a missing required one is told, other names are free', () => {
  const of = (attributes: { name: string; value: string }[]) => typedAttributes(attributes, definitionsOf(['leaf'], tree))
  expect(() => of([{ name: '产地', value: '山东' }])).toThrow(/attribute_wrong/)
  expect(() => of([])).toThrow(/attribute_missing/)
  expect(typed('口感', '脆甜')).toBe('脆甜')
})
