import type { Item } from '../../api/api.ts'

export type Category = Item<'listAdminCategories'>
export interface Branch extends Category {
  children: Branch[]
}

/** The flat list as a tree, siblings in their sort order. A category whose parent is unknown stands at the top, so that none is lost. */
export function treeOf(categories: readonly Category[]): Branch[] {
  const branches = new Map(categories.map((category) => [category.id, { ...category, children: [] as Branch[] }]))
  const top: Branch[] = []
  for (const branch of branches.values()) {
    const parent = branch.parentId === null ? undefined : branches.get(branch.parentId)
    ;(parent?.children ?? top).push(branch)
  }
  const sort = (list: Branch[]): Branch[] => {
    list.sort((a, b) => a.sort - b.sort || a.name.localeCompare(b.name, 'zh'))
    for (const branch of list) sort(branch.children)
    return list
  }
  return sort(top)
}

/** `生鲜 / 水果 / 苹果` */
export function pathOf(categories: readonly Category[], id: string): string {
  const names: string[] = []
  for (let at = categories.find((one) => one.id === id); at && names.length < 8; at = categories.find((one) => one.id === at?.parentId))
    names.unshift(at.name)
  return names.join(' / ')
}

export interface TreeOption {
  value: string
  title: string
  children: TreeOption[]
}

/** For antd's TreeSelect. */
export const optionsOf = (branches: readonly Branch[]): TreeOption[] =>
  branches.map(({ id, name, children }) => ({ value: id, title: name, children: optionsOf(children) }))

/** What products of these categories are described by: their own definitions and those of the categories above; the nearest of a name holds. */
export function definitionsOf(categoryIds: readonly string[], categories: readonly Category[]): Category['attributes'] {
  const byId = new Map(categories.map((one) => [one.id, one]))
  const found = new Map<string, Category['attributes'][number]>()
  for (const id of categoryIds)
    for (let node = byId.get(id); node; node = node.parentId === null ? undefined : byId.get(node.parentId))
      for (const one of node.attributes) if (!found.has(one.name)) found.set(one.name, one)
  return [...found.values()]
}
