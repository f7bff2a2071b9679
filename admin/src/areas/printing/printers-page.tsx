import { PlusOutlined } from '@ant-design/icons'
import { Alert, App, Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { newKey } from '../../api/form.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Time } from '../../ui/time.tsx'
import { State } from '../../ui/tone.tsx'
import { PrinterDrawer } from './printer-drawer.tsx'
import { deviceKey, deviceTone, kindKey, printsKey, type Printer } from './words.ts'

/** Counter and kitchen printers: what each prints, and how it is. */
export function PrintersPage() {
  const t = useT()
  const can = useCan()
  const { modal } = App.useApp()
  const [editing, setEditing] = useState<Printer | 'new' | null>(null)
  const printers = useRead('listPrinters', undefined, { refetchInterval: 15_000 })
  const test = useWrite('testPrinter', { stale: ['listPrinters', 'listPrintJobs'], success: t('printer.testSent') })
  const remove = useWrite('deletePrinter', { stale: ['listPrinters', 'listPrintJobs'], success: t('printer.removed') })
  const askRemove = (printer: Printer) =>
    modal.confirm({
      title: t('printer.removeAsk', { name: printer.name }),
      content: t('printer.removeHint'),
      okText: t('common.remove'),
      okButtonProps: { danger: true },
      onOk: () => remove.mutateAsync({ id: printer.id }),
    })
  const columns: Column<Printer>[] = [
    {
      key: 'name',
      title: t('printer.name'),
      render: (_, one) => (
        <>
          <div className="strong">{one.name}</div>
          <code className="small muted">{one.sn}</code>
        </>
      ),
    },
    { key: 'kind', title: t('printer.kind'), render: (_, one) => t(kindKey[one.kind]) },
    { key: 'paper', title: t('printer.paper'), render: (_, one) => t('printer.paperOf', { width: one.width, copies: one.copies }) },
    { key: 'prints', title: t('printer.prints'), render: (_, one) => t(printsKey[one.prints]) },
    {
      key: 'state',
      title: t('printer.state'),
      render: (_, one) => (
        <>
          <State tone={deviceTone[one.state]}>{t(deviceKey[one.state])}</State>
          {one.seenAt && (
            <div className="small muted">
              <Time iso={one.seenAt} />
            </div>
          )}
        </>
      ),
    },
    {
      key: 'waiting',
      title: t('printer.waiting'),
      align: 'right',
      render: (_, one) => (one.waiting > 0 ? <Link to={`/print-jobs?printerId=${one.id}`}>{one.waiting}</Link> : '0'),
    },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, one) => (
        <span className="row-tight">
          {can('order.ship') && one.state !== 'adding' && (
            <Button type="link" size="small" onClick={() => test.mutate({ id: one.id, requestId: newKey() })} data-testid="printer-test">
              {t('printer.test')}
            </Button>
          )}
          {can('settings.write') && (
            <>
              <Button type="link" size="small" onClick={() => setEditing(one)} data-testid="printer-edit">
                {t(one.state === 'adding' ? 'printer.goOn' : 'common.edit')}
              </Button>
              <Button type="link" size="small" danger onClick={() => askRemove(one)}>
                {t('common.remove')}
              </Button>
            </>
          )}
        </span>
      ),
    },
  ]
  return (
    <>
      <PageHead title={t('nav.printers')} lead={t('printer.lead')}>
        {can('settings.write') && (
          <Button
            type="primary"
            icon={<PlusOutlined />}
            disabled={printers.data?.connected === false}
            onClick={() => setEditing('new')}
            data-testid="printer-new"
          >
            {t('printer.add')}
          </Button>
        )}
      </PageHead>
      {printers.data?.connected === false && (
        <Alert type="warning" showIcon title={t('printer.notConnected')} style={{ marginBottom: 16 }} />
      )}
      <div className="card table-card" data-testid="printers">
        <DataTable<Printer>
          id="printers"
          columns={columns}
          rowKey="id"
          read={printers}
          empty={<Nothing title={t('printer.none')} hint={t('printer.noneHint')} />}
        />
      </div>
      {editing && <PrinterDrawer printer={editing === 'new' ? undefined : editing} onClose={() => setEditing(null)} />}
    </>
  )
}
