import { Link } from 'react-router'
import type { Reply } from '../../api/api.ts'
import { useRead } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT, type Key } from '../../i18n/i18n.tsx'

/** What waits for somebody; each leads to the list that shows exactly those. */
export function Todo({ data }: { data: Reply<'getDashboard'> }) {
  const t = useT()
  const can = useCan()
  const low = useRead('listStock', { low: 'true', pageSize: 1 }, { enabled: can('inventory.read') })
  const reviews = useRead('listAdminReviews', { answered: 'false', pageSize: 1 }, { enabled: can('review.read') })
  const todos: { key: Key; count: number | undefined; to: string; permission: string }[] = [
    { key: 'home.toShip', count: data.toShip, to: '/orders?tab=to_ship', permission: 'order.read' },
    { key: 'home.toPay', count: data.toPay, to: '/orders?tab=to_pay', permission: 'order.read' },
    { key: 'home.refunding', count: data.refunding, to: '/orders?tab=refund', permission: 'order.read' },
    { key: 'home.lowStock', count: low.data?.total, to: '/stock?low=true', permission: 'inventory.read' },
    { key: 'home.reviews', count: reviews.data?.total, to: '/reviews?answered=false', permission: 'review.read' },
  ]
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
