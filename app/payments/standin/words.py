"""The few sentences of the bank's pages, in English and Chinese."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Words:
    """The bank's sentences in one language, by their short name."""

    language: str
    sentences: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.sentences[name]

    def decline(self, error: dict[str, Any]) -> str:
        """Return why the card was refused and what to do."""
        for code in (error.get("decline_code"), error.get("code")):
            if code and f"no_{code}" in self.sentences:
                return self.sentences[f"no_{code}"]
        return self.sentences["no_card_declined"]


_EN = {
    "bank": "Stand-in bank",
    "warning": "This is not a real bank. No money moves. Never type a real card here.",
    "pay_to": "Pay",
    "shop": "Lot One",
    "back": "Back to the shop",
    "card": "Card",
    "approved": "Goes through",
    "challenge": "Asks for 3-D Secure",
    "declined": "Is declined",
    "other": "Another test card number",
    "number": "Card number",
    "pay": "Pay",
    "shipping": "Delivery",
    "total": "Total",
    "challenge_title": "Is this payment yours?",
    "challenge_text": "The stand-in issuer asks before it lets this payment through.",
    "approve": "Yes, approve",
    "refuse": "No, refuse",
    "gone_title": "This payment is no longer open",
    "gone_text": "Nothing was taken. Go back to the shop and start the payment again.",
    "unknown_title": "There is no such payment",
    "about_title": "The bank of the demo",
    "about_text": "It speaks Stripe's API, so that the shop is tried with the very code"
    " that talks to Stripe. With STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET set,"
    " payments go to Stripe and this bank is not asked.",
    "no_card_declined": "The card was declined. Nothing was taken: try another card.",
    "no_insufficient_funds": "The card has not enough funds. Try another card.",
    "no_lost_card": "The card was declined. Try another card.",
    "no_expired_card": "The card has expired. Try another card.",
    "no_incorrect_cvc": "The card's security code is wrong. Try again.",
    "no_processing_error": "The issuer could not answer. Try again in a moment.",
    "no_test_mode_live_card": "That is no test card. Choose one of the cards below; a"
    " real card never works here.",
    "no_payment_intent_authentication_failure": "3-D Secure was refused. Nothing was"
    " taken: try again or use another card.",
}
_ZH = {
    "bank": "演示银行",
    "warning": "这不是真正的银行，不会发生任何扣款。请勿输入真实卡号。",
    "pay_to": "支付给",
    "shop": "Lot One",
    "back": "返回商店",
    "card": "银行卡",
    "approved": "支付成功",
    "challenge": "需要 3-D Secure 验证",
    "declined": "被拒绝",
    "other": "其他测试卡号",
    "number": "卡号",
    "pay": "支付",
    "shipping": "配送",
    "total": "合计",
    "challenge_title": "这笔付款是您本人操作的吗？",
    "challenge_text": "放行之前，演示发卡行需要您确认。",
    "approve": "是，确认付款",
    "refuse": "不是，拒绝付款",
    "gone_title": "这笔付款已失效",
    "gone_text": "没有发生扣款。请返回商店重新发起支付。",
    "unknown_title": "没有这笔付款",
    "about_title": "演示用的银行",
    "about_text": "它使用 Stripe 的接口，商店因此能以与 Stripe 通信的同一套代码来试用。"
    "设置 STRIPE_SECRET_KEY 与 STRIPE_WEBHOOK_SECRET 后，付款将直接交给 Stripe。",
    "no_card_declined": "银行卡被拒绝，没有扣款。请换一张卡。",
    "no_insufficient_funds": "余额不足。请换一张卡。",
    "no_lost_card": "银行卡被拒绝。请换一张卡。",
    "no_expired_card": "银行卡已过期。请换一张卡。",
    "no_incorrect_cvc": "安全码不正确。请重试。",
    "no_processing_error": "发卡行暂时无法应答。请稍后重试。",
    "no_test_mode_live_card": "这不是测试卡。请选用下列卡片，真实的卡在这里无法使用。",
    "no_payment_intent_authentication_failure": "3-D Secure 验证未通过，没有扣款。"
    "请重试或换一张卡。",
}


def words_for(locale: str | None) -> Words:
    """Return the sentences for a Stripe locale such as ``zh`` or ``auto``."""
    if (locale or "").startswith("zh"):
        return Words("zh", _ZH)
    return Words("en", _EN)
