import { App, Button, Input, Segmented, Select } from 'antd'
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
import { useUrlState } from '../../ui/use-url-state.ts'
import { SlipDrawer } from './slip-drawer.tsx'
import { eventKey, jobKey, jobStates, jobTone, type PrintJob } from './words.ts'

const stale = ['listPrintJobs', 'listPrinters', 'getPrintJob'] as const

/** Every slip that was wanted, and what came of it. */
export function PrintJobsPage() {
  const t = useT()
  const [url, setUrl] = useUrlState({ state: '', printerId: '', search: '', page: '1' })
  const [opened, setOpened] = useState<PrintJob | null>(null)
  const state = jobStates.find((one) => one === url.state)
  const printers = useRead('listPrinters')
  const filter = {
    ...(state ? { state } : {}),
    ...(url.printerId ? { printerId: url.printerId } : {}),
    ...(url.search ? { search: url.search } : {}),
  }
  const jobs = useRead('listPrintJobs', { ...filter, page: Number(url.page) }, { refetchInterval: 5_000 })
  const columns: Column<PrintJob>[] = [
    {
      key: 'order',
      title: t('pick.order'),
      render: (_, one) => (one.orderId ? <Link to={`/orders/${one.orderId}`}>{one.orderNumber}</Link> : '—'),
    },
    { key: 'printer', title: t('print.printer'), render: (_, one) => one.printerName },
    {
      key: 'event',
      title: t('print.event'),
      render: (_, one) => (
        <>
          {t(eventKey[one.event])}
          {one.pages > 1 && <span className="muted"> {`${one.page}/${one.pages}`}</span>}
          {one.staffName && <div className="small muted">{one.staffName}</div>}
        </>
      ),
    },
    {
      key: 'state',
      title: t('pick.state'),
      render: (_, one) => (
        <>
          <State tone={jobTone[one.state]}>{t(jobKey[one.state])}</State>
          {one.note && <div className="small muted">{one.note}</div>}
        </>
      ),
    },
    { key: 'at', title: t('print.at'), render: (_, one) => <Time iso={one.at} /> },
    { key: 'printedAt', title: t('print.printedAt'), render: (_, one) => (one.printedAt ? <Time iso={one.printedAt} /> : '—') },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, one) => <Actions job={one} onPreview={() => setOpened(one)} />,
    },
  ]
  const toolbar = (
    <>
      <Segmented
        value={url.state}
        options={[
          { value: '', label: t('common.all') },
          ...jobStates.map((value) => ({ value: value as string, label: t(jobKey[value]) })),
        ]}
        onChange={(value) => setUrl({ state: value, page: '1' })}
      />
      <Select
        allowClear
        value={url.printerId || null}
        placeholder={t('print.everyPrinter')}
        aria-label={t('print.printer')}
        style={{ minWidth: 160 }}
        options={(printers.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))}
        onChange={(printerId) => setUrl({ printerId: printerId ?? '', page: '1' })}
      />
      <Input.Search
        key={url.search}
        allowClear
        defaultValue={url.search}
        maxLength={40}
        placeholder={t('pick.order')}
        style={{ width: 220 }}
        onSearch={(search) => setUrl({ search: search.trim(), page: '1' })}
      />
    </>
  )
  return (
    <>
      <PageHead title={t('nav.printJobs')} lead={t('print.lead')} />
      <div className="card table-card" data-testid="print-jobs">
        <DataTable<PrintJob>
          id="print-jobs"
          columns={columns}
          rowKey="id"
          read={jobs}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          toolbar={toolbar}
          empty={<Nothing title={t('print.none')} hint={t('print.noneHint')} />}
        />
      </div>
      {opened && <SlipDrawer job={opened} onClose={() => setOpened(null)} />}
    </>
  )
}

function Actions({ job, onPreview }: { job: PrintJob; onPreview: () => void }) {
  const t = useT()
  const may = useCan()('order.ship')
  const { modal } = App.useApp()
  const retry = useWrite('retryPrintJob', { stale })
  const cancel = useWrite('cancelPrintJob', { stale })
  const copy = useWrite('reprintJob', { stale, success: t('print.copied') })
  const askCopy = () =>
    modal.confirm({
      title: t('print.copyAsk'),
      content: t('print.copyHint'),
      okText: t('print.copy'),
      onOk: () => copy.mutateAsync({ id: job.id, requestId: newKey() }),
    })
  const askCancel = () =>
    modal.confirm({
      title: t('print.cancelAsk'),
      content: t('print.cancelHint'),
      okText: t('print.cancel'),
      okButtonProps: { danger: true },
      onOk: () => cancel.mutateAsync({ id: job.id }),
    })
  return (
    <span className="row-tight">
      <Button type="link" size="small" onClick={onPreview} data-testid="print-preview">
        {t('print.preview')}
      </Button>
      {may && job.state === 'failed' && (
        <Button type="link" size="small" onClick={() => retry.mutate({ id: job.id })} data-testid="print-retry">
          {t('common.retry')}
        </Button>
      )}
      {may && (job.state === 'queued' || job.state === 'failed') && (
        <Button type="link" size="small" danger onClick={askCancel}>
          {t('print.cancel')}
        </Button>
      )}
      {may && job.state === 'printed' && job.event !== 'test' && (
        <Button type="link" size="small" onClick={askCopy} data-testid="print-copy">
          {t('print.copy')}
        </Button>
      )}
    </span>
  )
}
