import { App, Button, Drawer, InputNumber, Skeleton, Table, type TableColumnType } from 'antd'
import { useState } from 'react'
import type { Reply } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { Money } from '../../ui/money.tsx'
import { Problem } from '../../ui/outcome.tsx'
import { labelOf } from './lines-editor.tsx'

type Transfer = Reply<'getTransfer'>
type Line = Transfer['lines'][number]
const stale = ['listTransfers', 'getTransfer', 'listStock', 'listMovements', 'listLots', 'listLocations', 'countStockTodos'] as const

/** One transfer: what is in it, and its next step. */
export function TransferDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useT()
  const read = useRead('getTransfer', { id })
  const transfer = read.data?.id === id ? read.data : undefined
  return (
    <Drawer open onClose={onClose} size={640} title={transfer ? `${t('nav.transfers')} ${transfer.number}` : t('nav.transfers')}>
      {read.error && <Problem error={read.error} onRetry={() => void read.refetch()} />}
      {!transfer && !read.error && <Skeleton active />}
      {transfer && <Content transfer={transfer} />}
    </Drawer>
  )
}

function Content({ transfer }: { transfer: Transfer }) {
  const t = useT()
  const mayWrite = useCan()('inventory.write')
  const [arrived, setArrived] = useState<Record<string, number>>({})
  const receiving = transfer.state === 'in_transit' && mayWrite
  const columns: TableColumnType<Line>[] = [
    { key: 'sku', title: t('stock.sku'), render: (_, line) => labelOf(line) },
    { key: 'quantity', title: t('paper.quantity'), align: 'right', render: (_, line) => <span className="num">{line.quantity}</span> },
    { key: 'value', title: t('stock.value'), align: 'right', render: (_, line) => <Money fen={line.valueFen} /> },
    {
      key: 'received',
      title: t('transfer.received'),
      align: 'right',
      render: (_, line) =>
        receiving ? (
          <InputNumber
            min={0}
            max={line.quantity}
            precision={0}
            value={arrived[line.skuId] ?? line.quantity}
            aria-label={`${t('transfer.received')} ${labelOf(line)}`}
            onChange={(value) => setArrived((now) => ({ ...now, [line.skuId]: value ?? line.quantity }))}
            style={{ width: 90 }}
          />
        ) : (
          <span className="num">{line.received ?? '—'}</span>
        ),
    },
  ]
  return (
    <div className="stack">
      <p>
        {transfer.fromName} → {transfer.toName}
        {transfer.note && <span className="muted"> · {transfer.note}</span>}
      </p>
      <Table<Line>
        size="small"
        columns={columns}
        dataSource={transfer.lines}
        rowKey="skuId"
        pagination={false}
        scroll={{ x: 'max-content' }}
      />
      {mayWrite && <Steps transfer={transfer} arrived={arrived} />}
    </div>
  )
}

function Steps({ transfer, arrived }: { transfer: Transfer; arrived: Record<string, number> }) {
  const t = useT()
  const { modal } = App.useApp()
  const options = { stale, success: t('transfer.saved') }
  const send = useWrite('sendTransfer', options)
  const receive = useWrite('receiveTransfer', options)
  const cancel = useWrite('cancelTransfer', options)
  const { id } = transfer
  const take = () => {
    const lines = transfer.lines
      .filter((line) => (arrived[line.skuId] ?? line.quantity) < line.quantity)
      .map((line) => ({ skuId: line.skuId, received: arrived[line.skuId] ?? line.quantity }))
    const missing = transfer.pieces - transfer.lines.reduce((sum, line) => sum + (arrived[line.skuId] ?? line.quantity), 0)
    if (missing === 0) return receive.mutate({ id, lines })
    modal.confirm({
      title: t('transfer.askShort', { missing }),
      okButtonProps: { danger: true },
      onOk: () => receive.mutate({ id, lines }),
    })
  }
  if (transfer.state === 'in_transit')
    return (
      <Button type="primary" loading={receive.isPending} onClick={take} data-testid="transfer-receive">
        {t('transfer.receive')}
      </Button>
    )
  if (transfer.state !== 'draft') return null
  return (
    <div className="row">
      <Button
        type="primary"
        loading={send.isPending}
        onClick={() =>
          modal.confirm({
            title: t('transfer.askSend', { pieces: transfer.pieces }),
            content: t('transfer.sendHint'),
            okText: t('transfer.send'),
            onOk: () => send.mutate({ id }),
          })
        }
        data-testid="transfer-send"
      >
        {t('transfer.send')}
      </Button>
      <Button
        danger
        type="text"
        loading={cancel.isPending}
        onClick={() =>
          modal.confirm({ title: t('transfer.askCancel'), okButtonProps: { danger: true }, onOk: () => cancel.mutate({ id }) })
        }
      >
        {t('transfer.cancel')}
      </Button>
    </div>
  )
}
