import { ClockCircleOutlined } from '@ant-design/icons'
import { Button, Switch, Tag } from 'antd'
import { useState } from 'react'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { SettingsDialog } from './settings-dialog.tsx'
import { TemplateDialog } from './template-dialog.tsx'
import { kindKey, type MessageTemplate, type MessageTrigger, type Way, wayKey, ways } from './words.ts'

/** Everything that shoppers are told of: by which ways, in which words, and what came of it. */
export function MessagesPage() {
  const t = useT()
  const triggers = useRead('listMessageTriggers')
  const [editing, setEditing] = useState<{ trigger: MessageTrigger; template: MessageTemplate } | null>(null)
  const [setting, setSetting] = useState(false)
  const columns: Column<MessageTrigger>[] = [
    {
      key: 'trigger',
      title: t('message.trigger'),
      render: (_, one) => (
        <div style={{ minWidth: 160 }}>
          <div>{one.label}</div>
          <Tag color={one.kind === 'marketing' ? 'orange' : 'blue'}>{t(kindKey[one.kind])}</Tag>
        </div>
      ),
    },
    ...ways.map((way): Column<MessageTrigger> => ({
      key: way,
      title: t(wayKey[way]),
      render: (_, trigger) => <WayButton trigger={trigger} way={way} onEdit={(template) => setEditing({ trigger, template })} />,
    })),
    { key: 'numbers', title: t('message.numbers'), render: (_, one) => <Numbers trigger={one} /> },
    { key: 'muted', title: t('message.on'), align: 'right', render: (_, one) => <MuteSwitch trigger={one} /> },
  ]
  return (
    <>
      <PageHead title={t('nav.messages')} lead={t('message.lead')}>
        <Button icon={<ClockCircleOutlined />} onClick={() => setSetting(true)} data-testid="message-settings">
          {t('message.settings')}
        </Button>
      </PageHead>
      <div className="card table-card" data-testid="message-triggers">
        <DataTable<MessageTrigger>
          id="message-triggers"
          columns={columns}
          rowKey="name"
          read={triggers}
          empty={<Nothing title={t('message.none')} />}
        />
      </div>
      {editing && <TemplateDialog {...editing} onClose={() => setEditing(null)} />}
      {setting && <SettingsDialog onClose={() => setSetting(false)} />}
    </>
  )
}

function WayButton({ trigger, way, onEdit }: { trigger: MessageTrigger; way: Way; onEdit: (template: MessageTemplate) => void }) {
  const t = useT()
  const template = trigger.templates.find(({ channel }) => channel === way)
  if (!template) return null
  return (
    <Button
      size="small"
      type={template.enabled ? 'default' : 'text'}
      onClick={() => onEdit(template)}
      data-testid={`edit-${trigger.name}-${way}`}
      aria-label={`${trigger.label} ${t(wayKey[way])}`}
    >
      {t(template.enabled ? 'message.wayOn' : 'message.wayOff')}
    </Button>
  )
}

/** Of the last thirty days: told in the app, read, clicked; and by each way out sent and failed. */
function Numbers({ trigger }: { trigger: MessageTrigger }) {
  const t = useT()
  const inbox = trigger.templates.find(({ channel }) => channel === 'inbox')?.numbers
  const out = trigger.templates.filter(({ channel, numbers }) => channel !== 'inbox' && numbers.told > 0)
  if (!inbox?.told && out.length === 0) return <span className="muted">—</span>
  return (
    <div className="num" style={{ minWidth: 150 }}>
      {inbox && inbox.told > 0 && <div>{t('message.inboxNumbers', { told: inbox.told, read: inbox.read, clicked: inbox.clicked })}</div>}
      {out.map(({ channel, numbers }) => (
        <div key={channel} className="muted">
          {t('message.outNumbers', { way: t(wayKey[channel]), sent: numbers.sent, refused: numbers.refused, skipped: numbers.skipped })}
        </div>
      ))}
    </div>
  )
}

/** Whether this shop has it told at all. */
function MuteSwitch({ trigger }: { trigger: MessageTrigger }) {
  const t = useT()
  const mayWrite = useCan()('message.write')
  const settings = useRead('getMessageSettings')
  const save = useWrite('updateMessageSettings', { stale: ['getMessageSettings', 'listMessageTriggers'], success: t('common.saved') })
  const set = settings.data
  const change = (on: boolean) => {
    if (!set) return
    const others = set.muted.filter((name) => name !== trigger.name)
    save.mutate({ ...set, muted: on ? others : [...others, trigger.name] })
  }
  return (
    <Switch
      checked={!trigger.muted}
      disabled={!mayWrite || !set}
      loading={save.isPending}
      onChange={change}
      aria-label={`${t('message.on')} ${trigger.label}`}
    />
  )
}
