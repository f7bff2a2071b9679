import { Button, Input, Select } from 'antd'
import type { Item } from '../../api/api.ts'
import { useRead } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { DateRange, momentsOf } from '../../ui/date-range.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Time } from '../../ui/time.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { fieldsOf, textOf } from './fields.ts'
import { operationKey } from './operation-words.ts'
import { roleKey, roles } from './role.ts'

type Entry = Item<'listAudit'>

/** Every write of the console: who, what, when, from where, and what it was before. */
export function AuditPage() {
  const t = useT()
  const can = useCan()
  const [url, setUrl] = useUrlState({ staffId: '', operation: '', from: '', to: '', page: '1' })
  const staff = useRead('listStaff', { pageSize: 100 }, { enabled: can('staff.read') })
  const entries = useRead('listAudit', {
    page: Number(url.page),
    pageSize: 30,
    ...(url.staffId ? { staffId: url.staffId } : {}),
    ...(url.operation ? { operation: url.operation } : {}),
    ...momentsOf(url.from, url.to),
  })
  const filtered = [url.staffId, url.operation, url.from, url.to].some((one) => one !== '')
  const nameOf = (operation: string) => {
    const key = operationKey[operation]
    return key ? t(key) : operation
  }
  const columns: Column<Entry>[] = [
    { key: 'at', title: t('order.at'), render: (_, entry) => <Time iso={entry.at} precision="second" /> },
    {
      key: 'who',
      title: t('audit.who'),
      render: (_, entry) => {
        const role = roles.find((one) => one === entry.role)
        return (
          <div>
            {entry.staffName}
            <div className="small muted">{role ? t(roleKey[role]) : entry.role}</div>
          </div>
        )
      },
    },
    { key: 'what', title: t('audit.what'), render: (_, entry) => nameOf(entry.operation) },
    {
      key: 'target',
      title: t('audit.target'),
      name: t('audit.target'),
      render: (_, entry) => (
        <code className="small">
          {Object.values(entry.target)
            .map((id) => id.slice(-12))
            .join(' ') || '—'}
        </code>
      ),
    },
    { key: 'ip', title: 'IP', name: 'IP', render: (_, entry) => <span className="num">{entry.ip}</span> },
    {
      key: 'request',
      title: t('audit.request'),
      name: t('audit.request'),
      hidden: true,
      render: (_, entry) => <code className="small">{entry.requestId}</code>,
    },
  ]
  return (
    <>
      <PageHead title={t('nav.audit')} lead={t('audit.lead')} />
      <div className="card table-card" data-testid="audit">
        <DataTable<Entry>
          views
          id="audit"
          columns={columns}
          rowKey="id"
          read={entries}
          page={{ page: url.page, pageSize: 30, onPage: (page) => setUrl({ page: String(page) }) }}
          toolbar={
            <>
              {can('staff.read') && (
                <Select<string>
                  allowClear
                  style={{ minWidth: 140 }}
                  value={url.staffId || null}
                  placeholder={t('audit.anybody')}
                  aria-label={t('audit.anybody')}
                  options={(staff.data?.items ?? []).map((member) => ({ value: member.id, label: member.name }))}
                  onChange={(staffId?: string) => setUrl({ staffId: staffId ?? '' })}
                />
              )}
              <Select<string>
                allowClear
                showSearch={{ optionFilterProp: 'label' }}
                style={{ minWidth: 180 }}
                value={url.operation || null}
                placeholder={t('audit.anything')}
                aria-label={t('audit.anything')}
                options={Object.entries(operationKey).map(([value, key]) => ({ value, label: t(key) }))}
                onChange={(operation?: string) => setUrl({ operation: operation ?? '' })}
              />
              <DateRange from={url.from} to={url.to} onChange={setUrl} />
            </>
          }
          empty={
            <Nothing title={t('audit.none')}>
              {filtered && (
                <Button onClick={() => setUrl({ staffId: '', operation: '', from: '', to: '' })}>{t('common.clearFilters')}</Button>
              )}
            </Nothing>
          }
          table={{ expandable: { expandedRowRender: renderChanges } }}
        />
      </div>
    </>
  )
}

const renderChanges = (entry: Entry) => <Changes entry={entry} />

function Changes({ entry }: { entry: Entry }) {
  const t = useT()
  const fields = fieldsOf(entry.input)
  if (fields.length === 0) return <p className="muted">{t('audit.noInput')}</p>
  return (
    <table className="small" style={{ borderSpacing: '16px 4px' }}>
      <thead>
        <tr className="muted">
          <th align="left">{t('audit.field')}</th>
          <th align="left">{t('audit.after')}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <tr key={field.name} style={{ verticalAlign: 'top' }}>
            <td>
              <code>{field.name}</code>
            </td>
            <td style={{ maxWidth: 420 }}>
              <Input.TextArea
                readOnly
                variant="borderless"
                autoSize={{ maxRows: 6 }}
                value={textOf(field.value)}
                aria-label={t('audit.after')}
                style={{ minWidth: 240, padding: 0 }}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
