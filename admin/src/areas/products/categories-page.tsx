import { DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons'
import { App, Button, Skeleton, Tree, type TreeProps } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { useRead, useWrite } from '../../api/use.ts'
import { useMayRun } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { Nothing, Problem } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Thumb } from '../../ui/picture.tsx'
import { CategoryDialog, type Editing } from './category-dialog.tsx'
import { treeOf, type Branch, type Category } from './category-tree.ts'

/** The category tree: drag to move or re-order, up to three levels. */
export function CategoriesPage() {
  const t = useT()
  const mayWrite = useMayRun()('catalog.write')
  const [editing, setEditing] = useState<Editing | null>(null)
  const categories = useRead('listAdminCategories')
  const items = categories.data?.items ?? []
  const move = useMove(items)
  const create = (parentId: string | null) => setEditing({ kind: 'new', parentId })
  const title = (category: Branch) => (
    <Title
      category={category}
      mayWrite={mayWrite}
      onAdd={() => create(category.id)}
      onEdit={() => setEditing({ kind: 'edit', category })}
    />
  )
  return (
    <>
      <PageHead title={t('nav.categories')} lead={t(mayWrite ? 'category.lead' : 'category.leadRead')}>
        {mayWrite && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => create(null)} data-testid="category-new">
            {t('category.new')}
          </Button>
        )}
      </PageHead>
      <div className="card card-pad" data-testid="categories">
        {categories.error && !categories.data && <Problem error={categories.error} onRetry={() => void categories.refetch()} />}
        {!categories.data && !categories.error && <Skeleton active />}
        {categories.data && items.length === 0 && <Nothing title={t('category.none')} hint={t('category.noneHint')} />}
        {items.length > 0 && (
          <Tree
            blockNode
            defaultExpandAll
            selectable={false}
            draggable={mayWrite ? { icon: true } : false}
            treeData={nodesOf(treeOf(items), title)}
            onDrop={move}
          />
        )}
      </div>
      {editing && <CategoryDialog editing={editing} categories={items} onClose={() => setEditing(null)} />}
    </>
  )
}

interface Node {
  key: string
  title: ReactNode
  children: Node[]
}
const nodesOf = (branches: readonly Branch[], title: (branch: Branch) => ReactNode): Node[] =>
  branches.map((branch) => ({ key: branch.id, title: title(branch), children: nodesOf(branch.children, title) }))

/** Dropped on a category: becomes its child. Dropped between two: stands there, and its siblings are numbered anew. */
function useMove(items: readonly Category[]): NonNullable<TreeProps['onDrop']> {
  const update = useWrite('updateCategory', { stale: ['listAdminCategories'] })
  return ({ dragNode, node, dropToGap, dropPosition }) => {
    const dragged = items.find((one) => one.id === dragNode.key)
    const target = items.find((one) => one.id === node.key)
    if (!dragged || !target) return
    const parentId = dropToGap ? target.parentId : target.id
    const siblings = items
      .filter((one) => one.parentId === parentId && one.id !== dragged.id)
      .toSorted((a, b) => a.sort - b.sort || a.name.localeCompare(b.name, 'zh'))
    const at = dropToGap
      ? siblings.findIndex((one) => one.id === target.id) + (dropPosition < Number(node.pos.split('-').at(-1)) ? 0 : 1)
      : siblings.length
    siblings.splice(at, 0, dragged)
    for (const [index, one] of siblings.entries()) {
      const sort = (index + 1) * 10
      if (one.sort !== sort || one.id === dragged.id) update.mutate({ id: one.id, name: one.name, parentId, picture: one.picture, sort })
    }
  }
}

function Title({ category, mayWrite, onAdd, onEdit }: { category: Category; mayWrite: boolean; onAdd: () => void; onEdit: () => void }) {
  const t = useT()
  const { modal } = App.useApp()
  const remove = useWrite('deleteCategory', { stale: ['listAdminCategories'], success: t('category.deleted') })
  const ask = () =>
    modal.confirm({
      title: t('category.askDelete', { name: category.name }),
      content: t('category.deleteHint'),
      okText: t('common.delete'),
      okButtonProps: { danger: true },
      onOk: () => remove.mutate({ id: category.id }),
    })
  return (
    <div className="row" style={{ padding: '4px 0', flexWrap: 'nowrap' }}>
      <Thumb picture={category.picture} size={28} />
      <span className="ellipsis">{category.name}</span>
      <Link to={`/products?categoryId=${category.id}`} className="small muted wide-text" style={{ whiteSpace: 'nowrap' }}>
        {t('category.products', { count: category.products })}
      </Link>
      <span className="spring" />
      {mayWrite && (
        <>
          <Button
            size="small"
            type="text"
            icon={<PlusOutlined />}
            aria-label={t('category.newBelow', { name: category.name })}
            onClick={onAdd}
          />
          <Button
            size="small"
            type="text"
            icon={<EditOutlined />}
            aria-label={t('category.edit', { name: category.name })}
            onClick={onEdit}
          />
          <Button
            size="small"
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('category.askDelete', { name: category.name })}
            onClick={ask}
          />
        </>
      )}
    </div>
  )
}
