import type { Complaint, Picture } from '@puzi/shop-client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { useEndless } from '@/api/pages'
import { t } from '@/i18n'
import { Box, Tap, Text, TextArea } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card, Cell } from '@/kit/Cell'
import { InfiniteList } from '@/kit/InfiniteList'
import { Page } from '@/kit/Page'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty } from '@/kit/States'
import { Uploader } from '@/kit/Uploader'
import { toast } from '@/kit/overlays-store'
import { classNames } from '@/lib/class-names'
import { money } from '@/lib/money'
import { randomKey } from '@/lib/random-key'
import { dateTime } from '@/lib/time'
import { useParams } from '@/lib/use-params'
import '@/kit/field.scss'
import './index.scss'

/** A word on the quality of what came, and what became of earlier ones. */
export default function ComplaintPage() {
  const { id } = useParams()
  const { pages, items } = useEndless(['complaints'], (cursor) => shop.listComplaints({ ...cursor, limit: 10 }), true)
  return (
    <Page title={t('complaint.title')}>
      {id ? <ComplaintForm orderId={id} /> : null}
      <Box className="complaint__mine">{t('complaint.mine')}</Box>
      <InfiniteList
        pages={pages}
        count={items.length}
        skeleton={<RowsSkeleton count={2} />}
        empty={<Empty icon="message" text={t('complaint.none')} />}
      >
        {items.map((one) => (
          <Row key={one.id} one={one} />
        ))}
      </InfiniteList>
    </Page>
  )
}

function ComplaintForm({ orderId }: { orderId: string }) {
  const client = useQueryClient()
  const order = useQuery({ queryKey: ['orders', 'one', orderId], queryFn: () => shop.getOrder({ id: orderId }) })
  const lines = order.data?.lines.filter((line) => line.shipped > 0) ?? []
  const [picked, setPicked] = useState('')
  const [note, setNote] = useState('')
  const [pictures, setPictures] = useState<Picture[]>([])
  const [requestId, setRequestId] = useState(randomKey)
  const lineId = picked || (lines[0]?.id ?? '')
  const submit = async () => {
    await shop.createComplaint({ id: lineId, orderId, requestId, note: note.trim(), pictures })
    setRequestId(randomKey())
    setNote('')
    setPictures([])
    toast(t('complaint.done'), 'good')
    await client.invalidateQueries({ queryKey: ['complaints'] })
  }
  if (order.isPending) return <RowsSkeleton count={1} />
  if (lines.length === 0) return <Empty icon="box" text={t('complaint.nothing')} />
  return (
    <Card testId="complaint-form">
      <Box className="complaint__label">{t('complaint.which')}</Box>
      <Box className="complaint__lines">
        {lines.map((line) => (
          <Tap
            key={line.id}
            className={classNames('complaint__line', line.id === lineId && 'complaint__line--on')}
            pressed={line.id === lineId}
            onTap={() => setPicked(line.id)}
          >
            <Text>{line.title}</Text>
          </Tap>
        ))}
      </Box>
      <Box className="field complaint__text">
        <TextArea
          value={note}
          onInput={setNote}
          label={t('complaint.text')}
          placeholder={t('complaint.hint')}
          maxLength={500}
          testId="complaint-text"
        />
      </Box>
      <Box className="complaint__pictures">
        <Uploader value={pictures} onChange={setPictures} max={9} />
      </Box>
      <Button block testId="send-complaint" disabled={note.trim().length < 5} onTap={submit}>
        {t('complaint.submit')}
      </Button>
    </Card>
  )
}

function Row({ one }: { one: Complaint }) {
  const client = useQueryClient()
  const solved = async () => {
    await shop.closeComplaint({ id: one.id }).finally(() => client.invalidateQueries({ queryKey: ['complaints'] }))
    toast(t('complaint.closed'), 'good')
  }
  return (
    <Card flush testId="complaint-row">
      <Cell title={one.title} note={one.note} value={t(`complaint.state.${one.state}`)} />
      {one.state === 'open' ? (
        <Cell title={t('complaint.answerBy')} note={one.escalatedAt ? t('complaint.late') : undefined} value={dateTime(one.answerBy)} />
      ) : null}
      {one.answer ? <Cell title={t('complaint.answer')} note={one.answer} /> : null}
      {one.compensationFen > 0 && one.compensationState !== 'refused' ? (
        <Cell title={t('complaint.compensation', { amount: money(one.compensationFen) })} />
      ) : null}
      {one.state === 'answered' ? (
        <Box className="complaint__foot">
          <Button kind="line" size="small" onTap={solved}>
            {t('complaint.close')}
          </Button>
        </Box>
      ) : null}
    </Card>
  )
}
