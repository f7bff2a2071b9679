import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { Box } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Field } from '@/kit/Field'
import { Popup } from '@/kit/Popup'
import { toast } from '@/kit/overlays-store'
import { useSession } from '@/stores/session'

/** A code shows that the phone is one's own; an account that has it already becomes one with this. */
export function BindPhone({ open, onClose }: { open: boolean; onClose: () => void }) {
  const client = useQueryClient()
  const [phone, setPhone] = useState('')
  const [code, setCode] = useState('')
  const [demoCode, setDemoCode] = useState<string>()
  const [wait, setWait] = useState(0)
  useEffect(() => {
    if (wait <= 0) return
    const timer = setTimeout(() => setWait(wait - 1), 1000)
    return () => clearTimeout(timer)
  }, [wait])
  const phoneOk = /^1[3-9]\d{9}$/.test(phone)
  const send = async () => {
    const answer = await shop.sendLoginCode({ phone })
    setWait(answer.retryAfterSeconds)
    setDemoCode(answer.demoCode)
    toast(t('login.codeSent'), 'good')
  }
  const save = async () => {
    const { me, merged } = await shop.bindPhone({ phone, code })
    useSession.setState({ shopper: me })
    // What was cached is of one account of two.
    if (merged) client.clear()
    else await client.invalidateQueries({ queryKey: ['me'] })
    toast(t(merged ? 'settings.phoneMerged' : 'settings.phoneBound'), 'good')
    onClose()
  }
  return (
    <Popup
      open={open}
      onClose={onClose}
      title={t('settings.phone')}
      foot={
        <Button block size="large" testId="save-phone" disabled={!phoneOk || !/^\d{6}$/.test(code)} onTap={save}>
          {t('settings.phoneBind')}
        </Button>
      }
    >
      <Box className="settings__note">{t('settings.phoneNote')}</Box>
      <Field
        label={t('login.phone')}
        value={phone}
        onInput={(value) => setPhone(value.replace(/\D/g, ''))}
        type="tel"
        maxLength={11}
        placeholder={t('login.phoneHint')}
        testId="bind-phone"
        autoComplete="tel"
      />
      <Field
        label={t('login.code')}
        value={code}
        onInput={(value) => setCode(value.replace(/\D/g, ''))}
        type="digits"
        maxLength={6}
        placeholder={t('login.codeHint')}
        testId="bind-code"
        autoComplete="one-time-code"
        end={
          <Button kind="quiet" testId="bind-send" disabled={wait > 0 || !phoneOk} onTap={send}>
            {wait > 0 ? t('login.again', { seconds: wait }) : t('login.send')}
          </Button>
        }
      />
      {demoCode ? (
        <Box className="settings__note" testId="bind-demo-code">
          {t('login.demoCode')} {demoCode}
        </Box>
      ) : null}
    </Popup>
  )
}
