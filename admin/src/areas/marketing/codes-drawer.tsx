import { Button, Drawer, InputNumber } from 'antd'
import { useState } from 'react'
import type { Item } from '../../api/api.ts'
import { newKey } from '../../api/form.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { Time } from '../../ui/time.tsx'
import { State } from '../../ui/tone.tsx'
import type { Coupon } from './coupon.ts'

type Code = Item<'listCouponCodes'>
export const spoken = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-')

/** Codes that are each good for one coupon: makes them, lists them, and gives them out as a file. */
export function CodesDrawer({ coupon, readOnly, onClose }: { coupon: Coupon; readOnly: boolean; onClose: () => void }) {
  const t = useT()
  const [page, setPage] = useState('1')
  const [count, setCount] = useState(100)
  const [key, setKey] = useState(newKey)
  const codes = useRead('listCouponCodes', { id: coupon.id, page: Number(page), pageSize: 20 })
  const make = useWrite('createCouponCodes', {
    stale: ['listCouponCodes'],
    success: t('codes.made'),
    onDone: (reply) => {
      setKey(newKey())
      saveAs(`${coupon.title}.txt`, reply.codes.map(spoken).join('\n'))
    },
  })
  const columns: Column<Code>[] = [
    { key: 'code', title: t('codes.code'), render: (_, code) => <span className="num">{spoken(code.code)}</span> },
    { key: 'made', title: t('codes.createdAt'), name: t('codes.createdAt'), render: (_, code) => <Time iso={code.createdAt} /> },
    {
      key: 'used',
      title: t('orders.state'),
      render: (_, code) => <State tone={code.usedAt ? 'quiet' : 'good'}>{t(code.usedAt ? 'codes.used' : 'codes.free')}</State>,
    },
  ]
  return (
    <Drawer open onClose={onClose} size={620} title={`${t('codes.title')} · ${coupon.title}`} data-testid="codes-drawer">
      <p className="muted" style={{ marginBottom: 12 }}>
        {t('codes.lead', { total: codes.data?.total ?? 0, used: codes.data?.used ?? 0 })}
      </p>
      {!readOnly && (
        <div className="row" style={{ marginBottom: 16 }}>
          <InputNumber<number>
            min={1}
            max={5000}
            precision={0}
            value={count}
            aria-label={t('codes.count')}
            onChange={(next) => setCount(next ?? 1)}
          />
          <Button
            type="primary"
            loading={make.isPending}
            onClick={() => make.mutate({ id: coupon.id, requestId: key, count })}
            data-testid="codes-make"
          >
            {t('codes.make')}
          </Button>
        </div>
      )}
      <DataTable<Code>
        id="coupon-codes"
        columns={columns}
        rowKey="code"
        read={codes}
        page={{ page, pageSize: 20, onPage: (next) => setPage(String(next)) }}
        empty={<Nothing title={t('codes.none')} hint={t('codes.noneHint')} />}
      />
    </Drawer>
  )
}

function saveAs(name: string, text: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
