import type { MyTask } from '@puzi/shop-client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { shop } from '@/api/client'
import type { IconName } from '@/design/icons'
import { t } from '@/i18n'
import { Button } from '@/kit/Button'
import { Card, Cell } from '@/kit/Cell'
import { toast } from '@/kit/overlays-store'
import { Page } from '@/kit/Page'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { useReturn } from '@/kit/use-shown'
import { go } from '@/lib/navigate'

const ICONS: Record<MyTask['kind'], IconName> = {
  profile: 'user',
  first_order: 'box',
  review: 'message',
  check_in: 'check',
  share: 'share',
}

/** What can be done for points, growth and make-up cards, and what is ready to be claimed. */
export default function TasksPage() {
  const tasks = useQuery({ queryKey: ['tasks'], queryFn: () => shop.listMyTasks(), staleTime: 0 })
  useReturn(() => void tasks.refetch())
  return (
    <Page title={t('task.title')}>
      {tasks.isPending ? <RowsSkeleton count={4} /> : null}
      {tasks.isError ? <ErrorState error={tasks.error} onRetry={tasks.refetch} /> : null}
      {tasks.data?.items.length === 0 ? <Empty icon="trophy" text={t('task.empty')} /> : null}
      {tasks.data && tasks.data.items.length > 0 ? (
        <Card flush testId="tasks">
          {tasks.data.items.map((task) => (
            <Cell
              key={task.id}
              icon={ICONS[task.kind]}
              title={`${task.title}（${task.done}/${task.target}）`}
              note={rewardOf(task)}
              value={<Step task={task} />}
            />
          ))}
        </Card>
      ) : null}
    </Page>
  )
}

const rewardOf = ({ points, growth, cards }: MyTask): string =>
  [
    points > 0 ? t('task.points', { count: points }) : '',
    growth > 0 ? t('task.growth', { count: growth }) : '',
    cards > 0 ? t('task.cards', { count: cards }) : '',
  ]
    .filter(Boolean)
    .join(' · ')

/** Where a task is done. */
function open({ kind }: MyTask): void {
  if (kind === 'profile') go('settings')
  else if (kind === 'review') go('orders', { tab: 'to_review' })
  else if (kind === 'check_in') go('checkIn')
  else go('home')
}

function Step({ task }: { task: MyTask }) {
  const client = useQueryClient()
  const claim = async () => {
    await shop.claimTask({ id: task.id })
    toast(t('task.got'), 'good')
    for (const key of ['tasks', 'check-in', 'membership', 'points']) await client.invalidateQueries({ queryKey: [key] })
  }
  if (task.state === 'claimed')
    return (
      <Button size="small" kind="quiet" disabled onTap={() => undefined}>
        {t('task.claimed')}
      </Button>
    )
  if (task.state === 'ready')
    return (
      <Button size="small" testId="claim-task" onTap={claim}>
        {t('task.claim')}
      </Button>
    )
  return (
    <Button size="small" kind="soft" onTap={() => open(task)}>
      {t('task.go')}
    </Button>
  )
}
