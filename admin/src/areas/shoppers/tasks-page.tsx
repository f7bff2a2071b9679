import { PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, InputNumber, Modal, Select, Switch } from 'antd'
import { useState } from 'react'
import type { Item } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { type Key, useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { State } from '../../ui/tone.tsx'
import { TASK_WORDS } from './member-words.ts'

type Task = Item<'listMemberTasks'>
type Kind = Task['kind']

/** What shoppers are asked to do, what each task brings, and how many have had it. */
export function MemberTasksPage() {
  const t = useT()
  const mayWrite = useCan()('promotion.write')
  const [editing, setEditing] = useState<Task | 'new' | null>(null)
  const tasks = useRead('listMemberTasks')
  const columns: Column<Task>[] = [
    { key: 'title', title: t('member.taskTitle'), render: (_, one) => one.title },
    { key: 'kind', title: t('member.taskKind'), render: (_, one) => t(TASK_WORDS[one.kind]) },
    { key: 'target', title: t('member.taskTarget'), align: 'right', render: (_, one) => <span className="num">{one.target}</span> },
    {
      key: 'reward',
      title: t('member.taskReward'),
      render: (_, one) => t('member.taskRewardOf', { points: one.points, growth: one.growth, cards: one.cards }),
    },
    { key: 'claimed', title: t('member.taskClaimed'), align: 'right', render: (_, one) => <span className="num">{one.claimed}</span> },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, one) => <State tone={one.enabled ? 'good' : 'quiet'}>{t(one.enabled ? 'member.taskOn' : 'member.taskOff')}</State>,
    },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, one) =>
        mayWrite && (
          <Button size="small" type="text" onClick={() => setEditing(one)}>
            {t('common.edit')}
          </Button>
        ),
    },
  ]
  return (
    <>
      <PageHead title={t('nav.memberTasks')} lead={t('member.tasksLead')}>
        {mayWrite && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')} data-testid="new-task">
            {t('member.newTask')}
          </Button>
        )}
      </PageHead>
      <div className="card table-card" data-testid="member-tasks">
        <DataTable<Task> id="member-tasks" columns={columns} rowKey="id" read={tasks} empty={<Nothing title={t('member.noTasks')} />} />
      </div>
      {editing && <TaskDialog task={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  )
}

const NEW = { kind: 'profile' as Kind, title: '', target: 1, points: 10, growth: 0, cards: 0, enabled: true, position: 0 }
const once = (kind: Kind): boolean => kind === 'profile' || kind === 'first_order'

function TaskDialog({ task, onClose }: { task: Task | null; onClose: () => void }) {
  const t = useT()
  const [draft, setDraft] = useState(() => {
    if (!task) return NEW
    const { id: _id, claimed: _claimed, ...rest } = task
    return rest
  })
  const change = (patch: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...patch }))
  const done = { stale: ['listMemberTasks' as const], success: t('common.saved'), onDone: onClose }
  const create = useWrite('createMemberTask', done)
  const update = useWrite('updateMemberTask', done)
  const save = () => {
    const body = { ...draft, title: draft.title.trim(), target: once(draft.kind) ? 1 : draft.target }
    if (task) update.mutate({ ...body, id: task.id })
    else create.mutate(body)
  }
  const count = (
    label: Key,
    name: 'target' | 'points' | 'growth' | 'cards' | 'position',
    { min = 0, max }: { min?: number; max: number },
  ) => (
    <Form.Item label={t(label)}>
      <InputNumber<number>
        min={min}
        max={max}
        precision={0}
        value={draft[name]}
        aria-label={t(label)}
        onChange={(value) => change({ [name]: value ?? min })}
      />
    </Form.Item>
  )
  return (
    <Modal
      open
      title={t(task ? 'member.editTask' : 'member.newTask')}
      okText={t('common.save')}
      okButtonProps={{ disabled: draft.title.trim() === '', loading: create.isPending || update.isPending }}
      onOk={save}
      onCancel={onClose}
    >
      <Form layout="vertical" component="div">
        <Form.Item label={t('member.taskKind')}>
          <Select<Kind>
            value={draft.kind}
            aria-label={t('member.taskKind')}
            onChange={(kind) => change({ kind })}
            options={Object.entries(TASK_WORDS).map(([value, label]) => ({ value: value as Kind, label: t(label) }))}
          />
        </Form.Item>
        <Form.Item label={t('member.taskTitle')} htmlFor="task-title">
          <Input id="task-title" value={draft.title} maxLength={40} onChange={(event) => change({ title: event.target.value })} />
        </Form.Item>
        <div className="row">
          {!once(draft.kind) && count('member.taskTarget', 'target', { min: 1, max: 365 })}
          {count('wallet.points', 'points', { max: 100_000 })}
          {count('member.growth', 'growth', { max: 100_000 })}
          {count('member.cards', 'cards', { max: 10 })}
          {count('member.taskPosition', 'position', { max: 1000 })}
        </div>
        <Form.Item label={t('member.taskOn')}>
          <Switch checked={draft.enabled} aria-label={t('member.taskOn')} onChange={(enabled) => change({ enabled })} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
