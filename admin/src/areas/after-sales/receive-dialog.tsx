import { Input, InputNumber, Modal, Table } from 'antd'
import { useState } from 'react'
import { useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { afterSalesReads, type Request } from './words.ts'

interface Said {
  lineId: string
  accepted: number
  restocked: number
}

/** What came back, piece by piece: accepted is refunded or replaced, restocked goes to the shelf, the rest of it is written off. */
export function ReceiveDialog({ request, onClose }: { request: Request; onClose: () => void }) {
  const t = useT()
  const [note, setNote] = useState('')
  const [said, setSaid] = useState<Said[]>(
    request.lines.map(({ lineId, quantity }) => ({ lineId, accepted: quantity, restocked: quantity })),
  )
  const receive = useWrite('receiveReturn', { stale: afterSalesReads, success: t('as.receivedDone'), onDone: onClose })
  const change = (lineId: string, patch: Partial<Said>) =>
    setSaid(
      said.map((one) => {
        if (one.lineId !== lineId) return one
        const next = { ...one, ...patch }
        return { ...next, restocked: Math.min(next.restocked, next.accepted) }
      }),
    )
  const none = said.every((one) => one.accepted === 0)
  const of = (lineId: string) => said.find((one) => one.lineId === lineId)
  return (
    <Modal
      open
      width={680}
      title={t('as.receive')}
      okText={t(none ? 'as.reject' : 'as.receive')}
      okButtonProps={{ danger: none, loading: receive.isPending, disabled: none && note.trim().length < 2 }}
      onOk={() => receive.mutate({ id: request.id, lines: said, note: note.trim() })}
      onCancel={onClose}
    >
      <div className="stack-tight">
        <p>{t(none ? 'as.receiveNoneHint' : 'as.receiveHint')}</p>
        <Table
          size="small"
          rowKey="lineId"
          pagination={false}
          scroll={{ x: 520 }}
          dataSource={request.lines}
          columns={[
            { title: t('order.goods'), dataIndex: 'title' },
            { title: t('as.sentBack'), dataIndex: 'quantity', align: 'right' },
            {
              title: t('as.accepted'),
              render: (_, line) => (
                <InputNumber<number>
                  min={0}
                  max={line.quantity}
                  precision={0}
                  value={of(line.lineId)?.accepted ?? 0}
                  aria-label={t('as.accepted')}
                  onChange={(accepted) => change(line.lineId, { accepted: accepted ?? 0 })}
                />
              ),
            },
            {
              title: t('as.restocked'),
              render: (_, line) => (
                <InputNumber<number>
                  min={0}
                  max={of(line.lineId)?.accepted ?? 0}
                  precision={0}
                  value={of(line.lineId)?.restocked ?? 0}
                  aria-label={t('as.restocked')}
                  onChange={(restocked) => change(line.lineId, { restocked: restocked ?? 0 })}
                />
              ),
            },
          ]}
        />
        <Input.TextArea
          value={note}
          maxLength={200}
          showCount
          rows={2}
          placeholder={t('as.notePlaceholder')}
          aria-label={t('as.notePlaceholder')}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
    </Modal>
  )
}
