import type { AfterSales, Picture } from '@puzi/shop-client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { Box, TextArea } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Cell } from '@/kit/Cell'
import { Field } from '@/kit/Field'
import { Popup } from '@/kit/Popup'
import { Uploader } from '@/kit/Uploader'
import { confirm, toast } from '@/kit/overlays-store'
import '@/kit/field.scss'

interface Props {
  one: AfterSales
  onDone: () => Promise<unknown>
}

/** What the shopper can do with a request in its state. */
export function Actions({ one, onDone }: Props) {
  const [sheet, setSheet] = useState<'parcel' | 'dispute' | null>(null)
  const { id, state } = one
  const close = () => setSheet(null)
  const withdraw = async () => {
    if (!(await confirm({ title: t('as.withdraw'), text: t('as.withdrawAsk'), danger: true }))) return
    await shop.withdrawAfterSales({ id }).finally(onDone)
    toast(t('as.withdrawn'), 'good')
  }
  const receive = async () => {
    if (!(await confirm({ title: t('as.confirm'), text: t('as.confirmAsk') }))) return
    await shop.confirmReplacement({ id }).finally(onDone)
    toast(t('as.confirmed'), 'good')
  }
  return (
    <Box className="as-actions">
      {state === 'requested' || state === 'approved' ? (
        <Button kind="line" testId="withdraw" onTap={withdraw}>
          {t('as.withdraw')}
        </Button>
      ) : null}
      {state === 'approved' ? (
        <Button testId="send-back" onTap={() => setSheet('parcel')}>
          {t('as.sendBack')}
        </Button>
      ) : null}
      {state === 'rejected' ? (
        <Button testId="dispute" onTap={() => setSheet('dispute')}>
          {t('as.dispute')}
        </Button>
      ) : null}
      {state === 'resent' ? (
        <Button testId="confirm-replacement" onTap={receive}>
          {t('as.confirm')}
        </Button>
      ) : null}
      <Popup open={sheet === 'parcel'} onClose={close} title={t('as.sendBack')}>
        <ParcelForm one={one} onDone={async () => (close(), onDone())} />
      </Popup>
      <Popup open={sheet === 'dispute'} onClose={close} title={t('as.dispute')}>
        <DisputeForm one={one} onDone={async () => (close(), onDone())} />
      </Popup>
    </Box>
  )
}

function ParcelForm({ one, onDone }: Props) {
  const [picking, setPicking] = useState(false)
  const [carrier, setCarrier] = useState<{ code: string; name: string } | null>(null)
  const [number, setNumber] = useState('')
  const carriers = useQuery({
    queryKey: ['return-carriers', one.shopId],
    queryFn: () => shop.listReturnCarriers({ shopId: one.shopId }),
  })
  const submit = async () => {
    if (!carrier) return
    await shop.sendBack({ id: one.id, carrierCode: carrier.code, trackingNumber: number.trim() })
    toast(t('as.sent'), 'good')
    await onDone()
  }
  return (
    <Box className="as-form">
      <Cell title={t('as.carrier')} value={carrier?.name ?? t('as.choose')} testId="return-carrier" onTap={() => setPicking(!picking)} />
      {picking
        ? (carriers.data?.items ?? []).map((item) => (
            <Cell
              key={item.code}
              title={item.name}
              testId={`carrier-${item.code}`}
              onTap={() => {
                setCarrier(item)
                setPicking(false)
              }}
            />
          ))
        : null}
      <Field
        label={t('as.tracking')}
        value={number}
        onInput={setNumber}
        placeholder={t('as.trackingHint')}
        maxLength={32}
        testId="return-number"
      />
      <Button block testId="save-parcel" disabled={!carrier || number.trim().length < 6} onTap={submit}>
        {t('common.save')}
      </Button>
    </Box>
  )
}

function DisputeForm({ one, onDone }: Props) {
  const [text, setText] = useState('')
  const [pictures, setPictures] = useState<Picture[]>([])
  const submit = async () => {
    await shop.disputeAfterSales({ id: one.id, text: text.trim(), pictures })
    toast(t('as.disputed'), 'good')
    await onDone()
  }
  return (
    <Box className="as-form">
      <Box className="field as-form__text">
        <TextArea
          value={text}
          onInput={setText}
          label={t('as.dispute')}
          placeholder={t('as.disputeHint')}
          maxLength={500}
          testId="dispute-text"
        />
      </Box>
      <Uploader value={pictures} onChange={setPictures} max={9} />
      <Button block testId="send-dispute" disabled={text.trim().length < 2} onTap={submit}>
        {t('as.submit')}
      </Button>
    </Box>
  )
}
