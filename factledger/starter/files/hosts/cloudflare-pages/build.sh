set -e
pip install "factledger~={version}"
factledger build
factledger audit public
