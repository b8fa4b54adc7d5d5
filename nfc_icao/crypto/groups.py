"""Finite-field Diffie-Hellman groups (Doc 9303-11 §9.5.1: parameters 0-2, RFC 5114 §2), and those of a key.

Numbers are Python's: exponents are short (160 to 256 bits where the order is known), so a power costs 1-8 ms. What a
chip sends must lie strictly between 1 and p - 1 and, where the order of the subgroup is known, in the subgroup: a
number of small order would let whoever sent it guess the shared secret.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from nfc_icao.crypto.randomness import Randomness
from nfc_icao.errors import MalformedData

DO_PUBLIC_NUMBER = 0x84
"""The public value of a Diffie-Hellman key in a public key data object (Doc 9303-11 §9.4.3)."""

_UNKNOWN_ORDER_EXPONENT_BITS = 512
"""Twice the strength of the strongest cipher, where a group does not say the order of its subgroup."""
_ATTEMPTS = 128


@dataclass(frozen=True)
class DhGroup:
    """A multiplicative group: the prime, the generator and, where it is known, the order of the generator."""

    name: str
    prime: int
    generator: int
    order: int | None
    parameter_id: int | None = None
    """The number PACEInfo and tag 84 use; None for a group that came with a key."""

    @property
    def public_key_tag(self) -> int:
        return DO_PUBLIC_NUMBER

    @property
    def modulus(self) -> int:
        return self.prime

    @property
    def size(self) -> int:
        """Bytes of the prime."""
        return (self.prime.bit_length() + 7) // 8

    @property
    def public_key_size(self) -> int:
        """Bytes of an encoded public key, at most."""
        return self.size

    def contains(self, value: int) -> bool:
        if not 1 < value < self.prime - 1:
            return False
        return self.order is None or pow(value, self.order, self.prime) == 1

    def encode(self, value: int) -> bytes:
        """As many bytes as the prime has (PKCS #3 §7.2). See `generate_key_pair` about leading zeros."""
        return value.to_bytes(self.size, "big")

    def decode(self, data: bytes) -> int:
        """The public value in these bytes, checked to be in the group; leading zeros may have been dropped.

        Raises:
            MalformedData: longer than the prime, or no member of the group that may be used.
        """
        value = int.from_bytes(data, "big")
        if len(data) > self.size or not self.contains(value):
            raise MalformedData(f"{len(data)} bytes are not a public key of {self.name}")
        return value

    def multiply(self, base: int, scalar: int) -> int:
        """`base` to the power of `scalar`: named as on curves, so that protocols read the same for both.

        Raises:
            MalformedData: the result is 1, the neutral element.
        """
        product = pow(base, scalar, self.prime)
        if product <= 1:
            raise MalformedData("result is the neutral element")
        return product

    def add(self, one: int, other: int) -> int:
        """The group operation, which here is multiplication.

        Raises:
            MalformedData: the result is 1, the neutral element.
        """
        product = one * other % self.prime
        if product <= 1:
            raise MalformedData("result is the neutral element")
        return product

    def shared_secret(self, private_key: int, public_value: int) -> bytes:
        """The common value, as long as the prime: leading zeros stay (PKCS #3 §8.2, RFC 2631 §2.1.2).

        Raises:
            MalformedData: it is the neutral element.
        """
        return self.encode(self.multiply(public_value, private_key))

    def is_ambiguous(self, secret: bytes) -> bool:
        """WORKAROUND: OpenPACE, and what is built on OpenSSL as it is, drops leading zeros of the secret, which PKCS #3
        keeps. One secret in 256 begins with a zero, and then the two sides derive different keys."""
        return secret[0] == 0

    def generate_private_key(self, randomness: Randomness) -> int:
        """A number from 1 to order - 1, every one equally likely; 512 bits where the order is not known.

        Raises:
            MalformedData: the source of randomness gives the same unfit bytes over and over.
        """
        limit = self.order or min(1 << _UNKNOWN_ORDER_EXPONENT_BITS, self.prime - 1)
        size = ((limit - 1).bit_length() + 7) // 8
        excess_bits = 8 * size - (limit - 1).bit_length()
        for _ in range(_ATTEMPTS):
            candidate = int.from_bytes(randomness(size), "big") >> excess_bits
            if 1 <= candidate < limit:
                return candidate
        raise MalformedData("the source of randomness is stuck")

    def generate_key_pair(self, randomness: Randomness, generator: int | None = None) -> tuple[int, int]:
        """A private key and its public value.

        WORKAROUND: chips disagree whether a public value with a leading zero is sent in full or cut (Doc 9303-11 §9.4.1
        cuts unsigned integers, PKCS #3 does not), and then the tokens differ. One key in 256 is drawn again.

        Raises:
            MalformedData: as `generate_private_key`.
        """
        base = self.generator if generator is None else generator
        for _ in range(_ATTEMPTS):
            private_key = self.generate_private_key(randomness)
            value = self.multiply(base, private_key)
            if value.bit_length() > 8 * (self.size - 1):
                return private_key, value
        raise MalformedData("the source of randomness is stuck")

    def element_from(self, number: int) -> int:
        """Doc 9303-11 §4.4.3.3.2: `number` modulo p into the subgroup, as x to the power of (p - 1) / q.

        Raises:
            MalformedData: the order is unknown, or the result generates nothing.
        """
        if self.order is None:
            raise MalformedData(f"{self.name} has no known order, so nothing can be mapped into it")
        return self.multiply(number % self.prime, (self.prime - 1) // self.order)


def _group(parameter_id: int, name: str, p: str, g: str, q: str) -> DhGroup:
    return DhGroup(name, int(p, 16), int(g, 16), int(q, 16), parameter_id)


STANDARDIZED_GROUPS: Mapping[int, DhGroup] = MappingProxyType(
    {
        group.parameter_id: group
        for group in (
            _group(
                0,
                "MODP-1024-160",
                "B10B8F96A080E01DDE92DE5EAE5D54EC52C99FBCFB06A3C69A6A9DCA52D23B616073E28675A23D189838EF1E2EE652C0"
                "13ECB4AEA906112324975C3CD49B83BFACCBDD7D90C4BD7098488E9C219A73724EFFD6FAE5644738FAA31A4FF55BCCC0"
                "A151AF5F0DC8B4BD45BF37DF365C1A65E68CFDA76D4DA708DF1FB2BC2E4A4371",
                "A4D1CBD5C3FD34126765A442EFB99905F8104DD258AC507FD6406CFF14266D31266FEA1E5C41564B777E690F5504F213"
                "160217B4B01B886A5E91547F9E2749F4D7FBD7D3B9A92EE1909D0D2263F80A76A6A24C087A091F531DBF0A0169B6A28A"
                "D662A4D18E73AFA32D779D5918D08BC8858F4DCEF97C2A24855E6EEB22B3B2E5",
                "F518AA8781A8DF278ABA4E7D64B7CB9D49462353",
            ),
            _group(
                1,
                "MODP-2048-224",
                "AD107E1E9123A9D0D660FAA79559C51FA20D64E5683B9FD1B54B1597B61D0A75E6FA141DF95A56DBAF9A3C407BA1DF15"
                "EB3D688A309C180E1DE6B85A1274A0A66D3F8152AD6AC2129037C9EDEFDA4DF8D91E8FEF55B7394B7AD5B7D0B6C12207"
                "C9F98D11ED34DBF6C6BA0B2C8BBC27BE6A00E0A0B9C49708B3BF8A317091883681286130BC8985DB1602E714415D9330"
                "278273C7DE31EFDC7310F7121FD5A07415987D9ADC0A486DCDF93ACC44328387315D75E198C641A480CD86A1B9E587E8"
                "BE60E69CC928B2B9C52172E413042E9B23F10B0E16E79763C9B53DCF4BA80A29E3FB73C16B8E75B97EF363E2FFA31F71"
                "CF9DE5384E71B81C0AC4DFFE0C10E64F",
                "AC4032EF4F2D9AE39DF30B5C8FFDAC506CDEBE7B89998CAF74866A08CFE4FFE3A6824A4E10B9A6F0DD921F01A70C4AFA"
                "AB739D7700C29F52C57DB17C620A8652BE5E9001A8D66AD7C17669101999024AF4D027275AC1348BB8A762D0521BC98A"
                "E247150422EA1ED409939D54DA7460CDB5F6C6B250717CBEF180EB34118E98D119529A45D6F834566E3025E316A330EF"
                "BB77A86F0C1AB15B051AE3D428C8F8ACB70A8137150B8EEB10E183EDD19963DDD9E263E4770589EF6AA21E7F5F2FF381"
                "B539CCE3409D13CD566AFBB48D6C019181E1BCFE94B30269EDFE72FE9B6AA4BD7B5A0F1C71CFFF4C19C418E1F6EC0179"
                "81BC087F2A7065B384B890D3191F2BFA",
                "801C0D34C58D93FE997177101F80535A4738CEBCBF389A99B36371EB",
            ),
            _group(
                2,
                "MODP-2048-256",
                "87A8E61DB4B6663CFFBBD19C651959998CEEF608660DD0F25D2CEED4435E3B00E00DF8F1D61957D4FAF7DF4561B2AA30"
                "16C3D91134096FAA3BF4296D830E9A7C209E0C6497517ABD5A8A9D306BCF67ED91F9E6725B4758C022E0B1EF4275BF7B"
                "6C5BFC11D45F9088B941F54EB1E59BB8BC39A0BF12307F5C4FDB70C581B23F76B63ACAE1CAA6B7902D52526735488A0E"
                "F13C6D9A51BFA4AB3AD8347796524D8EF6A167B5A41825D967E144E5140564251CCACB83E6B486F6B3CA3F7971506026"
                "C0B857F689962856DED4010ABD0BE621C3A3960A54E710C375F26375D7014103A4B54330C198AF126116D2276E11715F"
                "693877FAD7EF09CADB094AE91E1A1597",
                "3FB32C9B73134D0B2E77506660EDBD484CA7B18F21EF205407F4793A1A0BA12510DBC15077BE463FFF4FED4AAC0BB555"
                "BE3A6C1B0C6B47B1BC3773BF7E8C6F62901228F8C28CBB18A55AE31341000A650196F931C77A57F2DDF463E5E9EC144B"
                "777DE62AAAB8A8628AC376D282D6ED3864E67982428EBC831D14348F6F2F9193B5045AF2767164E1DFC967C1FB3F2E55"
                "A4BD1BFFE83B9C80D052B985D182EA0ADB2A3B7313D3FE14C8484B1E052588B9B7D2BBD2DF016199ECD06E1557CD0915"
                "B3353BBB64E0EC377FD028370DF92B52C7891428CDC67EB6184B523D1DB246C32F63078490F00EF8D647D148D4795451"
                "5E2327CFEF98C582664B4C0F6CC41659",
                "8CF83642A709A097B447997640129DA299B1A47D1EB3750BA308B0FE64F5FBD3",
            ),
        )
        if group.parameter_id is not None
    }
)
"""Doc 9303-11 §9.5.1, parameters 0-2; the numbers are those of RFC 5114 §2.1-2.3."""
