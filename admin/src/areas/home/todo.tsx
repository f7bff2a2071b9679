import { Link } from 'react-router'
import type { Reply } from '../../api/api.ts'
import { useRead } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT, type Key } from '../../i18n/i18n.tsx'

/** What waits for somebody; each leads to the list that shows exactly those. */
export function Todo({ data }: { data: Reply<'getDashboard'> }) {
  const t = useT()
  const can = useCan()
  const stock = useRead('countStockTodos', undefined, { enabled: can('inventory.read') })
  const reviews = useRead('listAdminReviews', { answered: 'false', pageSize: 1 }, { enabled: can('review.read') })
  const todos: { key: Key; count: number | undefined; to: string; permission: string }[] = [
    { key: 'home.toShip', count: data.toShip, to: '/orders?tab=to_ship', permission: 'order.read' },
    { key: 'home.toPay', count: data.toPay, to: '/orders?tab=to_pay', permission: 'order.read' },
    { key: 'home.refunding', count: data.refunding, to: '/orders?tab=refund', permission: 'order.read' },
    { key: 'home.stockWarnings', count: stock.data?.warnings, to: '/stock/warnings', permission: 'inventory.read' },
    { key: 'home.reviews', count: reviews.data?.total, to: '/reviews?answered=false', permission: 'review.read' },
  ]
  // Most shops have no other system: what there are no conflicts of is not shown.
  if (stock.data?.conflicts)
    todos.push({ key: 'home.conflicts', count: stock.data.conflicts, to: '/stock/conflicts', permission: 'inventory.read' })
  const mine = todos.filter((todo) => can(todo.permission))
  if (mine.length === 0) return null
  return (
    <section
      className="card todos"
      aria-label={t('home.todo')}
      style={{ gridTemplateColumns: mine.length < 5 ? `repeat(${mine.length}, 1fr)` : undefined }}
      data-testid="todo"
    >
      {mine.map((todo) => (
        <Link key={todo.key} to={todo.to}>
          <span className="muted">{t(todo.key)}</span>
          <span className={todo.count ? 'todo-count todo-waiting' : 'todo-count'}>{todo.count ?? '–'}</span>
        </Link>
      ))}
    </section>
  )
}
