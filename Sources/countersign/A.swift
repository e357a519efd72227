import ArgumentParser
import NIOPosix
import Crypto
@main struct A: ParsableCommand { }
